// In this order the compressed file is smallest.
import { en as common } from './common/en';
import { en as pin } from '../pin/words/en';
import { en as proof } from '../proof/words/en';
import { en as vault } from '../vault/words/en';
import { en as adding } from '../adding/words/en';
import { en as app } from '../app/words/en';
import { en as help } from '../help/words/en';
import { en as accounts } from '../accounts/words/en';
import { en as about } from '../about/words/en';
import { en as settings } from '../settings/words/en';
import { en as overlay } from '../overlay/words/en';
import { en as strip } from '../strip/words/en';
import { en as list } from '../list/words/en';
import { en as start } from '../start/words/en';
import { en as clock } from '../clock/words/en';

/** All words in English, joined from the features' words. Every language has the same keys. */
export const en = {
  ...common,
  ...list,
  ...strip,
  ...app,
  ...adding,
  ...clock,
  ...overlay,
  ...pin,
  ...proof,
  ...start,
  ...vault,
  ...accounts,
  ...settings,
  ...about,
  ...help,
};

export type { FaultWords } from './common/en';

/** The words of a language. */
export type Text = typeof en;
