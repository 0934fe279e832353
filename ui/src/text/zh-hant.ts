import type { Text } from './en';
// In this order the compressed file is smallest.
import { zhHant as common } from './common/zh-hant';
import { zhHant as pin } from '../pin/words/zh-hant';
import { zhHant as proof } from '../proof/words/zh-hant';
import { zhHant as vault } from '../vault/words/zh-hant';
import { zhHant as adding } from '../adding/words/zh-hant';
import { zhHant as app } from '../app/words/zh-hant';
import { zhHant as help } from '../help/words/zh-hant';
import { zhHant as accounts } from '../accounts/words/zh-hant';
import { zhHant as about } from '../about/words/zh-hant';
import { zhHant as settings } from '../settings/words/zh-hant';
import { zhHant as overlay } from '../overlay/words/zh-hant';
import { zhHant as strip } from '../strip/words/zh-hant';
import { zhHant as list } from '../list/words/zh-hant';
import { zhHant as start } from '../start/words/zh-hant';
import { zhHant as clock } from '../clock/words/zh-hant';

/** All words in traditional Chinese, in the terms of the broker's guide. */
export const zhHant: Text = {
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
