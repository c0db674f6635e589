import type { Catalogue } from '../index.svelte';
import { changes } from './changes';
import { connect } from './connect';
import { doctor } from './doctor';
import { downloads } from './downloads';
import { errors } from './errors';
import { explore } from './explore';
import { exporting } from './export';
import { reader } from './reader';
import { settings } from './settings';
import { shell } from './shell';

/** Every word of the page in English. */
export const en: Catalogue = {
  shell,
  connect,
  settings,
  errors,
  explore,
  reader,
  export: exporting,
  downloads,
  changes,
  doctor,
};
