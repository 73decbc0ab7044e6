import { type ErrorData, toErrorData } from '../../shared/domain/errors.ts'
import type { Answer, MethodInput, MethodName, MethodOutput } from '../../shared/ipc/contract.ts'
import { bridge } from './bridge.ts'

/** What a failed call rejects with: the error as main told it, ready for the dictionary. */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly data: ErrorData

  constructor(data: ErrorData) {
    super(data.message)
    this.data = data
  }
}

/** ErrorData of anything caught; what did not come from main becomes INTERNAL. */
export const errorDataOf = (error: unknown): ErrorData =>
  error instanceof CallError ? error.data : toErrorData(error)

const isAnswer = (value: unknown): value is Answer<unknown> =>
  typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean'

/** Unwraps an answer. Throws CallError where it is a refusal or not an answer at all. */
export function unwrap(answer: unknown): unknown {
  if (!isAnswer(answer)) throw new CallError(toErrorData(new Error('not an answer')))
  if (!answer.ok) throw new CallError(answer.error)
  return answer.value
}

type Arguments<M extends MethodName> = MethodInput<M> extends undefined ? [] : [MethodInput<M>]

/** Calls a method of the contract. Rejects with CallError alone. */
export async function call<M extends MethodName>(
  method: M,
  ...[input]: Arguments<M>
): Promise<MethodOutput<M>> {
  let answer: unknown
  try {
    answer = await bridge().call(method, input)
  } catch (error) {
    throw new CallError(toErrorData(error))
  }
  return unwrap(answer) as MethodOutput<M>
}
