/* A bad day in seconds: another clock for a program that loads this library before its own.
 *
 * RIG_LAPSE  how many times faster all clocks run and all waits of the program end
 * RIG_CLOCK  a file with one number of eight bytes: by how many seconds the wall clock is off. It is looked at each
 *            time, so that whoever holds the file turns the clock back and forth while the program runs.
 *
 * Waits on futexes are left alone: what Traza waits for by the clock, it waits for in epoll_wait or a sleep. The disk is
 * not waited for at all: the rig kills programs, not machines, and what a program wrote outlives it unsynchronised. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const int64_t SECOND = 1000000000;
static int64_t lapse = 1;
static int64_t wall_at_start, steady_at_start;
static const volatile int64_t *off;

static int64_t kernel(clockid_t clock)
{
    struct timespec now;
    syscall(SYS_clock_gettime, clock, &now);
    return now.tv_sec * SECOND + now.tv_nsec;
}

__attribute__((constructor)) static void begin(void)
{
    const char *times = getenv("RIG_LAPSE"), *path = getenv("RIG_CLOCK");
    if (times != NULL && atoi(times) > 0)
        lapse = atoi(times);
    wall_at_start = kernel(CLOCK_REALTIME);
    steady_at_start = kernel(CLOCK_MONOTONIC);
    int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return;
    void *map = mmap(NULL, sizeof *off, PROT_READ, MAP_SHARED, file, 0);
    off = map == MAP_FAILED ? NULL : map;
    close(file);
}

static int64_t passed(void)
{
    return (kernel(CLOCK_MONOTONIC) - steady_at_start) * lapse;
}

static int64_t wall(void)
{
    return wall_at_start + passed() + (off == NULL ? 0 : *off * SECOND);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int64_t shown;
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)
        shown = wall();
    else if (clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE || clock == CLOCK_BOOTTIME)
        shown = steady_at_start + passed();
    else
        return (int)syscall(SYS_clock_gettime, clock, now);
    now->tv_sec = shown / SECOND;
    now->tv_nsec = shown % SECOND;
    return 0;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    (void)zone;
    int64_t shown = wall();
    now->tv_sec = shown / SECOND;
    now->tv_usec = shown % SECOND / 1000;
    return 0;
}

time_t time(time_t *now)
{
    time_t shown = wall() / SECOND;
    if (now != NULL)
        *now = shown;
    return shown;
}

/* At least a millisecond, or waits would become a race. */
static int shorter(int millis)
{
    if (millis <= 0)
        return millis;
    return millis / lapse > 0 ? (int)(millis / lapse) : 1;
}

int epoll_wait(int poll, struct epoll_event *events, int most, int millis)
{
    return (int)syscall(SYS_epoll_pwait, poll, events, most, shorter(millis), NULL, 0);
}

static struct timespec part(const struct timespec *wait)
{
    int64_t nanos = (wait->tv_sec * SECOND + wait->tv_nsec) / lapse;
    return (struct timespec){.tv_sec = nanos / SECOND, .tv_nsec = nanos % SECOND};
}

int nanosleep(const struct timespec *wait, struct timespec *left)
{
    struct timespec now = part(wait);
    return (int)syscall(SYS_nanosleep, &now, left);
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *wait, struct timespec *left)
{
    struct timespec now = (flags & TIMER_ABSTIME) == 0 ? part(wait) : *wait;
    return (int)syscall(SYS_clock_nanosleep, clock, flags, &now, left);
}

int fsync(int file)
{
    (void)file;
    return 0;
}

int fdatasync(int file)
{
    (void)file;
    return 0;
}
