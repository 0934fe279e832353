import type { Text } from './en';
// In this order the compressed file is smallest.
import { zhHans as common } from './common/zh-hans';
import { zhHans as pin } from '../pin/words/zh-hans';
import { zhHans as proof } from '../proof/words/zh-hans';
import { zhHans as vault } from '../vault/words/zh-hans';
import { zhHans as adding } from '../adding/words/zh-hans';
import { zhHans as app } from '../app/words/zh-hans';
import { zhHans as help } from '../help/words/zh-hans';
import { zhHans as accounts } from '../accounts/words/zh-hans';
import { zhHans as about } from '../about/words/zh-hans';
import { zhHans as settings } from '../settings/words/zh-hans';
import { zhHans as overlay } from '../overlay/words/zh-hans';
import { zhHans as strip } from '../strip/words/zh-hans';
import { zhHans as list } from '../list/words/zh-hans';
import { zhHans as start } from '../start/words/zh-hans';
import { zhHans as clock } from '../clock/words/zh-hans';

/** All words in simplified Chinese, in the terms of the mainland. */
export const zhHans: Text = {
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
