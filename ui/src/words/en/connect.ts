import type { connect as es } from '../es/connect';

/** The first screen, and the one that connects another operation. */
export const connect: typeof es = {
  idea: 'Every email and every message, where you can find it.',
  about:
    'Traza downloads the interactions of wolkvox, keeps them encrypted on this computer and lets you search, read and export them.',
  privacy: 'Nothing leaves this computer but the requests to your own wolkvox server.',

  language: 'Language',
  title: 'Connect your operation',
  titleAnother: 'Connect another operation',
  lead: 'You do this once. You can add further operations later.',
  leadAnother: 'It gets its own archive. Switch between them in the bar at the top.',

  name: 'Name',
  nameHelp: 'As you want to see it in Traza. Only you see it.',
  nameMissing: 'Write a name, for example your company’s.',
  server: 'Server',
  serverHelp: 'Paste wolkvox Manager’s address or write the number, for example 0042.',
  serverIs: (server) => `Server ${server}`,
  token: 'Token',
  tokenHelp:
    'In wolkvox Manager: Configuration → Integrations → Tokens. It goes to the system’s keychain and is not shown again.',
  tokenPasted: 'Pasted',
  tokenClear: 'Remove the token',

  advanced: 'Advanced options',
  zone: 'Time zone of the operation',
  zoneHelp: 'The time that wolkvox shows. “Today” and the periods depend on it.',
  zoneSearch: 'Search for a city',
  zoneNone: 'No zone has that name.',
  baseUrl: 'Another address of the server',
  baseUrlHelp: 'Only if your operation does not use an address of wolkvox.com. It starts with https://.',

  test: 'Test connection',
  testAgain: 'Test again',
  testing: 'Testing the connection…',
  testUnavailable: 'Write the server and paste the token to test.',
  ready: 'Connection ready',
  answered: (time) => `The server answered in ${time} s and the token is valid.`,
  skills: (count, one) => (one ? `We found ${count} skill.` : `We found ${count} skills.`),
  quota: (count, left, limit) => `${left} of ${limit} requests ${count === 1 ? 'is' : 'are'} left today`,
  used: (count) => `this test used ${count}.`,
  usedAlone: (count, one) => (one ? `This test used ${count} request.` : `This test used ${count} requests.`),
  save: 'Save and choose a period',
  saveUntried: 'Save without testing',
  anotherToken: 'Paste another token',
  saving: 'Saving…',
  saveUnavailable: 'Write the name and the server, and paste the token.',

  or: 'or first see what it is like',
  sample: 'Explore with sample data',
  sampleAbout: 'An invented operation, always marked as a sample. No token and no internet.',
  sampleOpening: 'Preparing the sample data…',
};
