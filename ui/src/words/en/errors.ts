import type { ErrorWords } from '../explain';

const http = (status: number | null | undefined): string => (status ? ` (HTTP ${status})` : '');

/** What happened, why perhaps, what next: one entry a code. */
export const errors: ErrorWords = {
  operation_unknown: ({ name }) => ({
    what: `The operation “${name}” is no longer here`,
    why: 'Perhaps it was removed in another window or on the command line.',
    next: 'Choose another operation.',
  }),
  operation_exists: ({ name }) => ({
    what: `There is an operation called “${name}” already`,
    why: '',
    next: 'Write another name.',
  }),
  name_invalid: ({ longest }) => ({
    what: 'That name will not do',
    why: `It needs 1 to ${longest} characters and no line breaks.`,
    next: 'Write another.',
  }),
  server_invalid: ({ reason }) => {
    const what = {
      empty: 'The server’s number is missing here, for example 0042',
      not_wolkvox: 'That address names no operation’s server',
      bad_characters: 'A server has letters, digits and hyphens only',
    };
    return { what: what[reason], why: '', next: 'Copy it from wolkvox Manager’s address bar.' };
  },
  base_url_invalid: () => ({
    what: 'That address will not do',
    why: 'It has to start with https:// and hold the server only.',
    next: 'Correct it or leave it empty.',
  }),
  zone_unknown: ({ zone }) => ({
    what: `There is no time zone “${zone}”`,
    why: '',
    next: 'Choose one of the list, for example America/Bogota.',
  }),

  token_missing: () => ({
    what: 'The token of this operation is missing',
    why: 'The system’s keychain does not have it; perhaps it was deleted.',
    next: 'Paste one to go on. What was downloaded is still here.',
  }),
  token_invalid: () => ({
    what: 'That is no token',
    why: 'A token has no blanks or special characters.',
    next: 'Copy it whole from wolkvox Manager: Configuration → Integrations → Tokens.',
  }),
  archive_key_invalid: () => ({
    what: 'The archive’s key will not do',
    why: 'It needs 64 hexadecimal digits.',
    next: 'Check the variable TRAZA_ARCHIVE_KEY and restart Traza.',
  }),
  archive_key_missing: () => ({
    what: 'The key of this archive is missing',
    why: 'The system’s keychain no longer has it: perhaps it was deleted, or the archive comes from another computer or user.',
    next: 'Restore the keychain if you can, and try again. If the key is lost, remove the operation, connect it and download again.',
  }),
  keychain_absent: () => ({
    what: 'This computer has no open keychain',
    why: 'Traza keeps the token and the key of what was downloaded there, so that nobody else can read them.',
    next: 'Install or open it and restart Traza.',
  }),
  keychain_locked: () => ({
    what: 'The keychain is locked',
    why: 'Traza keeps the token and the key of what was downloaded there; without the key it cannot open it.',
    next: 'Unlock it with the password of your session and try again.',
  }),
  keychain_failed: () => ({
    what: 'The system’s keychain failed',
    why: 'It neither gave nor kept what it was asked.',
    next: 'Try again. If it happens again, restart the computer or ask your IT people.',
  }),
  no_randomness: () => ({
    what: 'The system gave no random numbers',
    why: 'They are needed to make the archive’s key.',
    next: 'Restart the computer and try again.',
  }),

  no_home_folder: () => ({
    what: 'There is no folder for the data',
    why: 'The system does not tell Traza where to keep this user’s data.',
    next: 'Ask your IT people to set TRAZA_HOME.',
  }),
  operations_damaged: () => ({
    what: 'The list of operations is damaged',
    why: 'The file was changed outside Traza, or the drive failed. The archives were not touched.',
    next: 'Restore it from a backup, or move it away and connect the operation again.',
  }),
  operations_newer: () => ({
    what: 'The list of operations is of a newer version of Traza',
    why: 'Someone used a later version on this computer.',
    next: 'Update Traza.',
  }),
  home_not_writable: () => ({
    what: 'Traza cannot read or write its folder',
    why: 'This user has no permission, or the folder is read-only.',
    next: 'Ask your IT people to check the permissions.',
  }),
  home_no_space: () => ({
    what: 'The drive is full',
    why: '',
    next: 'Free some space and try again.',
  }),
  home_failed: () => ({
    what: 'Traza cannot use its folder',
    why: 'The drive or the network it lies on does not answer.',
    next: 'Check them and try again.',
  }),

  token_refused: () => ({
    what: 'The token does not work',
    why: 'wolkvox refused it; perhaps it expired, was revoked, or was not copied whole.',
    next: 'Paste a new one to go on.',
  }),
  quota_spent: () => ({
    what: 'Today’s requests are spent',
    why: 'wolkvox allows a number a day for all tokens of the operation.',
    next: 'Go on tomorrow; what arrived is kept.',
  }),
  too_many_at_once: () => ({
    what: 'Another program is using this token',
    why: 'wolkvox answers one request a token at a time.',
    next: 'Wait until it ends, or create a token for Traza alone.',
  }),
  not_offered: () => ({
    what: 'That server does not offer this report',
    why: 'Either it is not your operation’s server, or wolkvox has not activated the report Detail interactions.',
    next: 'Check the server; if it is right, ask wolkvox.',
  }),
  request_refused: ({ status }) => ({
    what: `wolkvox did not understand the request${http(status)}`,
    why: 'Perhaps its service has changed.',
    next: 'Look for a new version of Traza, or tell support with the technical detail.',
  }),
  maintenance: () => ({
    what: 'wolkvox is in maintenance',
    why: 'Usually it is the nightly backup.',
    next: 'Try again in an hour; what arrived is kept.',
  }),
  server_trouble: ({ status }) => ({
    what: `The wolkvox server has trouble${http(status)}`,
    why: 'It is not this computer.',
    next: 'Try again in some minutes.',
  }),
  token_lock_failed: () => ({
    what: 'The token could not be reserved on this computer',
    why: 'Traza keeps two programs from using it at once, and cannot write to the temporary folder.',
    next: 'Ask your IT people to check the permissions.',
  }),
  sample_failed: () => ({
    what: 'The sample data could not be prepared',
    why: 'Perhaps a firewall keeps Traza from talking to itself on this computer (127.0.0.1).',
    next: 'Try again, or connect your operation.',
  }),
  windows_failed: ({ failed }) => ({
    what: failed === 1 ? 'One part of the period did not arrive' : `${failed} parts of the period did not arrive`,
    why: 'The others are kept.',
    next: 'Download again: only what is missing is asked for.',
  }),

  unreachable: ({ reach }) => unreachable(reach),
  timed_out: () => ({
    what: 'The server took too long',
    why: 'Perhaps it is busy, or the network is slow.',
    next: 'Try again in some minutes, or with a shorter period.',
  }),
  cut_off: () => ({
    what: 'The answer came incomplete',
    why: 'The connection broke half-way.',
    next: 'Check the internet connection and try again.',
  }),
  too_large: () => ({
    what: 'There are too many interactions in one second',
    why: 'The answer passes what wolkvox hands out at once.',
    next: 'Tell wolkvox’s support with the technical detail.',
  }),
  left_origin: () => ({
    what: 'The server sends elsewhere',
    why: 'Traza does not take the token to another place.',
    next: 'Check the operation’s server.',
  }),
  unreadable: () => ({
    what: 'Something answered that is not wolkvox',
    why: 'Perhaps it is the network’s login page, or the server is another.',
    next: 'Open wolkvox Manager in the browser, check the server and try again.',
  }),
  connection_setup: () => ({
    what: 'A safe connection cannot be set up',
    why: 'This computer’s certificates or proxy cannot be used.',
    next: 'Ask your IT people.',
  }),

  archive_wrong_key: () => ({
    what: 'The key does not open this archive',
    why: 'It was made with another key: perhaps it comes from another computer or user. Nothing was changed.',
    next: 'Put back the archive that was here, or remove the operation, connect it and download again.',
  }),
  archive_damaged: () => ({
    what: 'The archive of this operation is damaged',
    why: 'The drive failed, or something changed it outside Traza. Traza did not touch it.',
    next: 'Restore it from a backup, or remove the operation, connect it and download again.',
  }),
  archive_newer: () => ({
    what: 'The archive is of a newer version of Traza',
    why: 'Someone used it with a later version.',
    next: 'Update Traza. Nothing was changed.',
  }),
  archive_no_space: () => ({
    what: 'The drive is full',
    why: 'What arrives does not fit. What came before is kept.',
    next: 'Free some space and go on.',
  }),
  archive_read_only: () => ({
    what: 'The archive cannot be written',
    why: 'It or its folder is read-only for this user.',
    next: 'Ask your IT people to check the permissions.',
  }),
  archive_busy: () => ({
    what: 'Another program is writing to the archive',
    why: 'Perhaps traza-cli is downloading.',
    next: 'Wait until it ends and try again.',
  }),
  archive_failed: () => ({
    what: 'The archive of this operation cannot be used',
    why: 'The drive or the database does not answer well.',
    next: 'Try again. If it happens again, tell support with the technical detail.',
  }),

  file_exists: () => ({
    what: 'There is a file of that name already',
    why: 'It was not changed.',
    next: 'Choose another name.',
  }),
  file_no_space: () => ({
    what: 'No space is left to save the file',
    why: 'Nothing was left half done; what lay there before is as it was.',
    next: 'Free some space or choose another place.',
  }),
  file_read_only: () => ({
    what: 'That folder cannot be written to',
    why: 'The file or the folder is read-only. What lay there before is as it was.',
    next: 'Choose another place, for example Documents.',
  }),
  folder_missing: () => ({
    what: 'That folder is no longer there',
    why: 'Perhaps it was moved, or the drive was disconnected.',
    next: 'Choose another place.',
  }),
  file_busy: () => ({
    what: 'The file is open in another program',
    why: 'Perhaps Excel has it open. It is as it was.',
    next: 'Close it there and try again, or choose another name.',
  }),
  not_a_file: () => ({
    what: 'A file cannot be saved there',
    why: 'That name is a folder’s.',
    next: 'Choose another name.',
  }),
  cancelled: () => ({ what: 'It was cancelled', why: 'Nothing was left half done.', next: '' }),
  file_failed: () => ({
    what: 'The file could not be saved',
    why: 'The drive or the network of the folder does not answer. What lay there before is as it was.',
    next: 'Try again or choose another place.',
  }),

  view_outdated: () => ({
    what: 'New interactions have arrived',
    why: 'What is shown is no longer up to date.',
    next: 'Refresh the list.',
  }),
  download_running: () => ({
    what: 'This operation has a download under way',
    why: '',
    next: 'Wait until it ends or cancel it; what arrived is kept.',
  }),
  export_running: () => ({
    what: 'An export is under way',
    why: '',
    next: 'Wait until it ends or cancel it.',
  }),
  closing: () => ({ what: 'Traza is being closed', why: '', next: 'Open it again to go on.' }),
  work_failed: () => ({
    what: 'Traza made a mistake of its own',
    why: 'Only this failed. What was kept already is as it was.',
    next: 'Try again. If it happens again, restart Traza and tell support what you were doing.',
  }),
  cannot_open: () => ({
    what: 'It could not be opened',
    why: 'The system has no program to open it, or it is no longer there.',
    next: 'Copy the address or look for the file in its folder.',
  }),
  cannot_notify: () => ({
    what: 'The system did not show the notification',
    why: 'Notifications may be off, or this desktop has none.',
    next: 'Check Traza’s notifications in the system’s settings.',
  }),
  address_refused: () => ({
    what: 'Traza does not open that address',
    why: 'It opens web (http, https) and email addresses only.',
    next: 'Copy it if you recognise it.',
  }),
  period_empty: () => ({
    what: 'That period has no days to download',
    why: 'It has not begun yet, or it ends before it starts.',
    next: 'Choose another period.',
  }),
  scale_invalid: () => ({
    what: 'That scale will not do',
    why: 'The lowest has to be less than the highest, and “satisfied from” has to lie between them.',
    next: 'Correct it.',
  }),
  settings_not_saved: () => ({
    what: 'The settings could not be saved',
    why: 'They hold until you close Traza. Perhaps the drive is full or the folder is read-only.',
    next: 'Check the drive and change them again.',
  }),
  page_failed: () => ({
    what: 'Traza made a mistake of its own',
    why: 'Your data is safe in the archive.',
    next: 'Try again. If it happens again, restart Traza and tell support with the technical detail.',
  }),
};

function unreachable(reach: string): { what: string; why: string; next: string } {
  switch (reach) {
    case 'no_name':
      return {
        what: 'The server is not found',
        why: 'Either there is no internet, or the server’s number has a mistake.',
        next: 'Check both and try again.',
      };
    case 'tls':
      return {
        what: 'There is no safe connection to the server',
        why: 'Perhaps the computer’s date is wrong, or the network inspects traffic.',
        next: 'Check the date; if it is right, ask your IT people.',
      };
    case 'proxy':
      return {
        what: 'The network’s proxy lets nothing through',
        why: 'It did not answer, or does not allow the operation’s server.',
        next: 'Ask your IT department to allow that server.',
      };
    case 'no_route':
      return {
        what: 'There is no way to the server',
        why: 'Perhaps this computer has no network, or the VPN is not connected.',
        next: 'Check the cable, the Wi-Fi or the VPN, and try again.',
      };
    default:
      return {
        what: 'The server cannot be reached',
        why: 'Usually there is no internet, or the public IP of this office is not registered in wolkvox.',
        next: 'Check the connection; if it happens again, ask whoever administers wolkvox to register the IP.',
      };
  }
}
