import {
  type Answer,
  type MethodInput,
  type MethodName,
  type MethodOutput,
  methods,
} from '../../../shared/ipc/contract.ts'
import { GuesthouseError, toErrorData } from '../../../shared/domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import type { ConsoleWindow } from '../consoles/console-opener.ts'

/** What a handler may use of the window that called it. */
export interface Caller extends ConsoleWindow {}

/** A method whose answer is nothing may be a function that returns nothing. */
type Output<M extends MethodName> = undefined extends MethodOutput<M> ? void : MethodOutput<M>

export type Handlers = {
  readonly [M in MethodName]: (
    input: MethodInput<M>,
    caller: Caller,
  ) => Output<M> | Promise<Output<M>>
}

interface RouterOptions {
  readonly handlers: Handlers
  readonly logger: Logger
  /** Checks answers against the contract too: for development and tests. */
  readonly checkOutput: boolean
}

/** Answers one call. Never rejects. */
export type Router = (method: unknown, input: unknown, caller: Caller) => Promise<Answer<unknown>>

const isMethod = (name: unknown): name is MethodName =>
  typeof name === 'string' && Object.hasOwn(methods, name)

export function failure(error: unknown): Answer<never> {
  return { ok: false, error: toErrorData(error) }
}

const reasonOf = (issues: readonly { path: PropertyKey[]; message: string }[]): string =>
  issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join(', ')

export function createRouter({ handlers, logger, checkOutput }: RouterOptions): Router {
  const dispatch = async (name: MethodName, input: unknown, caller: Caller): Promise<unknown> => {
    const parsed = methods[name].input.safeParse(input)
    if (!parsed.success) {
      throw new GuesthouseError('INVALID_INPUT', { reason: reasonOf(parsed.error.issues) })
    }
    // The handler takes what the schema of `name` has just made; the compiler does not follow an
    // index that far.
    const handle = handlers[name] as (input: unknown, caller: Caller) => unknown
    const value = await handle(parsed.data, caller)
    if (checkOutput) {
      const checked = methods[name].output.safeParse(value)
      if (!checked.success) {
        throw new Error(`the answer breaks the contract: ${reasonOf(checked.error.issues)}`)
      }
    }
    return value
  }

  return async (name, input, caller) => {
    if (!isMethod(name)) {
      // No more than a line of what a page may send.
      const said = typeof name === 'string' ? name.slice(0, 100) : typeof name
      logger.warn('a call of an unknown method was refused', { name: said })
      return failure(new GuesthouseError('NOT_ALLOWED', {}, 'unknown method'))
    }
    try {
      return { ok: true, value: await dispatch(name, input, caller) }
    } catch (error) {
      if (!(error instanceof GuesthouseError) || error.code === 'INTERNAL') {
        logger.error(`${name} failed`, { stack: error instanceof Error ? error.stack : error })
      }
      return failure(error)
    }
  }
}
