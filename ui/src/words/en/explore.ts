import type { explore as es } from '../es/explore';

export const explore: typeof es = {};
