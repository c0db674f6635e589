import type { settings as es } from '../es/settings';

/** Settings: operations, look, keyboard, data. */
export const settings: typeof es = {
  title: 'Settings',

  operations: {
    title: 'Operations',
    note: 'Each operation has its own encrypted archive on this computer.',
    add: 'Connect another…',
    server: (server) => `Server ${server}`,
    scale: (lowest, highest) => `Survey from ${lowest} to ${highest}`,
    kept: (records, bytes, one) => (one ? `${records} interaction, ${bytes}` : `${records} interactions, ${bytes}`),
    nothingKept: 'Nothing downloaded yet',
    storageUnknown: 'How large it is could not be read',
    edit: 'Edit…',
    token: 'Change token…',
    doctor: 'Diagnose…',
    remove: 'Remove…',
    of: (action, name) => `${action} ${name}`,
    none: 'No operation is connected yet.',
  },

  edit: {
    title: (name) => `Edit ${name}`,
    name: 'Name',
    scale: 'Survey scale',
    scaleNote: 'Which scores your customers give, and from which on they are satisfied.',
    lowest: 'Lowest',
    highest: 'Highest',
    satisfied: 'Satisfied from',
    sample: 'They look like this',
    low: 'low',
    middle: 'middle',
    high: 'high',
    scaleWrong: 'The lowest has to be less than the highest, and “satisfied from” has to lie between them.',
    scaleSteps: (most) => `The scale can have at most ${most} points.`,
    save: 'Save changes',
    saved: 'Changes saved',
  },

  token: {
    title: (name) => `Change the token of ${name}`,
    note: 'The previous token is deleted from the keychain once the new one is kept.',
    save: 'Test and save',
    saving: 'Testing…',
    saveUntried: 'Save without testing',
    missing: 'Paste the new token.',
    saved: 'Token saved',
  },

  remove: {
    title: (name) => `Remove ${name}?`,
    note: 'The token is deleted from the keychain. Say what happens to what was downloaded.',
    fate: 'What was downloaded',
    keep: 'Keep the archive',
    keepNote: 'It stays encrypted on this computer. Connecting the same name and server again takes it up.',
    delete: 'Delete for good',
    deleteNote: (kept) => `${kept}. It cannot be undone; it would have to be downloaded again.`,
    deleteNothing: 'Nothing was downloaded.',
    confirmKeep: 'Remove and keep',
    confirmDelete: 'Remove and delete for good…',
    sure: 'Yes, delete for good',
    sureNote: 'The archive and its key will be deleted.',
    removed: (name) => `${name} was removed`,
    removedKept: (name) => `${name} was removed; its archive is kept`,
  },

  follow: {
    title: 'Following and notifications',
    note: 'While Traza is open it asks for what is new today, at most every five minutes. Each time costs a request.',
    of: (name) => `Follow ${name}`,
    follow: 'Follow',
    notifyOf: (name) => `Notify of surveys of ${name}`,
    never: 'No notifications',
    upTo: (score) => `Notify at ${score} or less`,
    onlyFollowed: 'Notifications come while the operation is followed.',
  },

  look: {
    title: 'Look',
    language: 'Language',
    languageSystem: 'The system’s',
    theme: 'Theme',
    themes: { system: 'The system’s', light: 'Light', dark: 'Dark' },
  },

  keyboard: {
    title: 'Keyboard',
    single: 'Shortcuts of a single letter',
    singleNote:
      'For example J and K to go from one interaction to the next. Switch them off if you use dictation or a screen reader.',
    list: 'See the shortcuts',
  },

  data: {
    title: 'Data',
    where: 'Folder',
    size: 'Size',
    encrypted: (bytes) => `${bytes}, encrypted. The key is in the system’s keychain.`,
    open: 'Open the folder',
    privacy: 'Nothing leaves this computer but the requests to your own wolkvox server.',
  },

  about: {
    title: 'About',
    version: 'Version',
  },
};
