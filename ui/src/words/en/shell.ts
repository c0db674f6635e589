import type { shell as es } from '../es/shell';

/** The frame around every section, and words that several features share. */
export const shell: typeof es = {
  nearDays: { today: 'today', yesterday: 'yesterday' },

  nav: {
    label: 'Sections',
    explore: 'Interactions',
    downloads: 'Downloads',
    settings: 'Settings',
  },

  operations: {
    label: 'Operation',
    add: 'Connect another operation…',
    manage: 'Manage operations',
    sample: 'Sample data',
    sampleHint: 'An invented operation, without a token and without internet',
    openSample: 'Explore with sample data',
    closeSample: 'Leave the sample data',
    server: (server) => `Server ${server}`,
    none: 'No operation',
  },

  actions: {
    cancel: 'Cancel',
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Nothing was copied: the system gave no access to the clipboard.',
    retry: 'Try again',
    restart: 'Restart Traza',
  },

  error: {
    detail: 'Technical detail',
    copyDetail: 'Copy the detail',
  },

  covered: {
    label: 'Coverage',
    whole: (count, shown) => (count === 1 ? '1 complete day' : `${shown} complete days`),
    of: (whole, days) => `${whole} of ${days} days complete`,
    changing: (count, shown) => (count === 1 ? '1 still changes' : `${shown} still change`),
    partial: (_count, shown) => `${shown} partial`,
    failed: (_count, shown) => `${shown} failed`,
    missing: (_count, shown) => `${shown} not downloaded`,
    by: {
      creation: 'Days by date created.',
      closing: 'Days by date closed, which this server uses.',
      unknown: 'Days by the date with which the server selects.',
    },
    open: 'See the days in Downloads',
  },

  quota: {
    label: 'Today’s quota',
    used: (used, limit) => `${used} of ${limit} used`,
    left: (_count, left) => `${left} left`,
    at: (moment) => `According to wolkvox, ${moment}, less what Traza has asked since.`,
  },

  notices: {
    one: (score, operation) => `Survey score ${score} at ${operation}`,
    many: (count, operation) => `${count} low survey scores at ${operation}`,
    manyBody: (scores) => `Scores: ${scores}`,
    noAgent: '(no agent)',
    open: 'See it',
  },

  loading: 'Loading…',
  starting: 'Opening the operation’s archive…',

  link: {
    title: 'Open this link?',
    why: 'Whoever sent the message wrote it. Open it only if you recognise the whole address.',
    address: 'Whole address',
    notOpenable: 'Traza opens web (http, https) and email addresses only.',
    open: 'Open in the browser',
    write: 'Write an email',
    copied: 'Address copied',
  },

  keys: {
    title: 'Keyboard shortcuts',
    singleOff: 'Shortcuts of a single letter are switched off in Settings.',
    everywhere: 'Everywhere',
    explore: 'In Interactions',
    downloads: 'In Downloads',
    reader: 'While reading',
    section: (name) => `Go to ${name}`,
    help: 'See this list',
    escape: 'Back or close',
    or: 'or',
    space: 'Space',
    pageDown: 'Page Down',
    escKey: 'Esc',
    shift: 'Shift',
    enter: 'Enter',
  },

  splitter: (pane) => `Width of ${pane}`,

  channels: {
    Email: 'Email',
    facebook_page: 'Facebook page',
    instagram: 'Instagram',
    twitter: 'X (Twitter)',
  },

  states: {
    open: 'Open',
    close: 'Closed',
    archived: 'Archived',
  },

  zones: { low: 'low score', middle: 'middle score', high: 'high score' },

  trouble: {
    steps: 'What to do',
    otherOperation: 'Manage operations',
    openFolder: 'Open the data folder',
    checking: 'Checking again…',
    locked: {
      linux: [
        'Open “Passwords and Keys” (Seahorse) or KWallet and unlock the keychain with the password of your session.',
        'If the computer signs in without a password, the keychain stays closed: sign out and in again with it.',
        'Come back here and try again.',
      ],
      macos: [
        'Open “Keychain Access”, choose the keychain “login” and unlock it.',
        'If Traza asks to use it, choose “Always Allow”.',
        'Come back here and try again.',
      ],
      windows: ['Sign out of Windows and in again with your password.', 'Open Traza and try again.'],
    },
    absent: {
      linux: [
        'Install “gnome-keyring” (or KWallet, if you use KDE) with your system’s software installer.',
        'Sign out and in again with your password, so that it opens.',
        'Restart Traza.',
      ],
      macos: [
        'Open “Keychain Access” and check that the keychain “login” exists.',
        'If it does not, create it there or ask your IT people.',
        'Restart Traza.',
      ],
      windows: [
        'Open “Services” and check that “Credential Manager” is running.',
        'If your company switched it off, ask your IT people to allow it.',
        'Restart Traza.',
      ],
    },
  },

  empty: '(empty)',
};
