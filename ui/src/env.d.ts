/** The workspace's version, written in by the build. */
declare const __TRAZA_VERSION__: string;
