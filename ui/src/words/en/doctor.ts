import type { doctor as es } from '../es/doctor';

/** The connection doctor: what was checked, what was found, what next. */
export const doctor: typeof es = {
  title: 'Connection diagnosis',
  open: 'Diagnose…',
  openLong: 'Connection diagnosis…',
  note: 'Traza checks the way to wolkvox, step by step. It spends a few requests.',
  running: 'Checking the connection',
  runningWhy: 'It may take up to a minute if the server does not answer.',
  steps: 'Steps',
  again: 'Check again',
  copy: 'Copy for IT',
  copied: 'Diagnosis copied',
  whatIsCopied: 'See what is copied',
  cost: (requests, one, time) => `It used ${requests} ${one ? 'request' : 'requests'} and took ${time} s.`,
  costNothing: (time) => `It used no requests and took ${time} s.`,
  anotherToken: 'Paste another token',

  check: {
    network: 'This computer’s network',
    name: 'The server’s name',
    connection: 'Connection to the server',
    encryption: 'Secure connection',
    token: 'Token',
    quota: 'Today’s requests',
    report: 'Report of interactions',
    period: 'Interactions of the period',
  },
  result: { ok: 'Good', failed: 'Failed', skipped: 'Not checked', running: 'Checking…', waiting: 'To come' },

  verdict: {
    works: {
      what: 'Everything works',
      why: () => 'The server answered, the token is good and the report arrives.',
      next: 'If a download failed before, try it again.',
    },
    no_network: {
      what: 'This computer has no network',
      why: () => 'Neither cable nor Wi-Fi leads anywhere at the moment.',
      next: 'Check the cable, the Wi-Fi or the VPN, and check again.',
    },
    proxy: {
      what: 'The network’s proxy lets nothing through',
      why: (host) =>
        `This computer reaches the internet through a proxy, and the proxy did not answer or does not allow ${host}.`,
      next: 'Copy this diagnosis and send it to your IT department.',
    },
    certificate: {
      what: 'The connection is not secure',
      why: () =>
        'The certificate that came is not trusted: perhaps this computer’s date is wrong, or an antivirus or the network inspects the traffic.',
      next: 'Check date and time. If they are right, send this diagnosis to your IT department.',
    },
    address_not_found: {
      what: 'The server cannot be found',
      why: (host) => `The network does not know ${host}: perhaps the server’s number has a mistake.`,
      next: 'Compare it with the address of wolkvox Manager. If it is right, send this diagnosis to your IT department.',
    },
    address_not_listed: {
      what: 'wolkvox lets nobody in from this network',
      why: () =>
        'The network and the server are fine, but the connection is refused or gets no answer. Mostly it is because this office’s public IP is not registered in wolkvox.',
      next: 'Ask whoever administers wolkvox to register this office’s public IP.',
    },
    token_refused: {
      what: 'The token is no good',
      why: () => 'wolkvox refused it: perhaps it expired, was revoked or was not copied whole.',
      next: 'Create one in wolkvox Manager, Configuration → Integrations → Tokens, and paste it.',
    },
    token_missing: {
      what: 'The token of this operation is missing',
      why: () => 'The system’s keychain does not have it; perhaps it was deleted.',
      next: 'Paste one to go on. What was downloaded is still here.',
    },
    token_in_use: {
      what: 'Another program is using this token',
      why: () => 'wolkvox serves one request at a time for a token.',
      next: 'Wait until it is done, or create a token for Traza alone.',
    },
    quota_spent: {
      what: 'Today’s requests are spent',
      why: () => 'wolkvox allows a number a day for all tokens of the operation.',
      next: 'Go on tomorrow; what arrived is kept.',
    },
    maintenance: {
      what: 'wolkvox is under maintenance',
      why: () => 'Usually it is the nightly backup.',
      next: 'Try in an hour.',
    },
    not_offered: {
      what: 'That server does not offer this report',
      why: () =>
        'Either the server is not that of your operation, or wolkvox has not enabled the report Detail interactions.',
      next: 'Check the server; if it is right, ask wolkvox.',
    },
    nothing_in_period: {
      what: 'The connection works, and there is nothing in that period',
      why: () => 'wolkvox answered that it has no e-mail or social interactions. Chats are in another report.',
      next: 'Check the dates, or try another period.',
    },
    server_trouble: {
      what: 'wolkvox’s server is in trouble',
      why: () => 'It answered with an error of its own; it does not depend on this computer.',
      next: 'Try in a few minutes. If it stays so, tell wolkvox’s support and send this diagnosis.',
    },
    too_slow: {
      what: 'The server did not answer in time',
      why: () => 'It let Traza in but takes too long: perhaps it is busy, or the network is slow.',
      next: 'Try in a few minutes.',
    },
    not_wolkvox: {
      what: 'Something answered that is not wolkvox',
      why: (host) => `What answered at ${host} is another page: perhaps the network’s sign-in page.`,
      next: 'Open wolkvox Manager in the browser. If that works, compare the operation’s server.',
    },
    redirected: {
      what: 'The server sends elsewhere',
      why: () => 'Traza takes the token nowhere else.',
      next: 'Check the operation’s server.',
    },
    setup: {
      what: 'A secure connection cannot be prepared',
      why: () => 'The certificates or the proxy set on this computer cannot be used.',
      next: 'Send this diagnosis to your IT department.',
    },
  },

  report: {
    heading: (version, platform) => `Traza ${version} (${platform}): connection diagnosis`,
    at: 'Date',
    operation: 'Operation',
    server: 'Server',
    addresses: 'IP addresses of the server',
    proxy: 'Proxy',
    none: 'none',
    result: 'Result',
    reach: 'How far it came',
    status: 'HTTP answer',
    quota: 'Requests left today',
    ofLimit: (left, limit) => `${left} of ${limit}`,
    used: 'Requests used by this diagnosis',
    asked: 'What is asked for',
    ask: {
      proxy: (host, port) => `Allow ${host}:${port} (HTTPS) through the proxy.`,
      certificate: (host) =>
        `Check the computer’s clock and whether the antivirus or firewall inspects HTTPS; leave ${host} out of the inspection or install its certificate in the system.`,
      address_not_found: (host) => `Check that the network’s DNS resolves ${host}.`,
      address_not_listed: (host, port) =>
        `Register in wolkvox the public IP this computer goes out with, and allow ${host}:${port} through the firewall.`,
      setup: () => 'Check the certificates and the proxy set on this computer.',
      no_network: () => 'Give this computer a network.',
      not_wolkvox: (host) => `Check whether the network intercepts connections to ${host} (captive portal or filter).`,
    },
    reaches: {
      no_name: 'the name was not resolved',
      no_route: 'there is no route',
      refused: 'connection refused',
      closed: 'connection closed',
      timed_out: 'no answer',
      tls: 'the certificate failed',
      proxy: 'the proxy failed',
      other: 'another failure',
    },
  },
};
