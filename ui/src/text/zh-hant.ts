import type { Text } from './en';
// In this order they are smallest when they are packed.
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

/** The words in traditional Chinese, as the broker's guide has them. */
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
