import type { Commands } from '../generated/contract';
import type { CommandName, Result } from '../host';

/** What answers each command. */
export type Handlers = { [K in CommandName]: (args: Commands[K]['arguments']) => Result<K> | Promise<Result<K>> };
