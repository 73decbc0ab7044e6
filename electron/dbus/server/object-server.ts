import type { Logger } from '../../platform/logger.ts'
import { type Sent, wantsAnswer } from '../bus/bus.ts'
import type { Caller } from '../callers/caller.ts'
import type { KnownSender } from '../callers/callers.ts'
import { type IncomingMessage, MESSAGE_FLAG, MESSAGE_TYPE } from '../wire/message.ts'
import { WireError } from '../wire/values.ts'
import { Changes } from './changes.ts'
import { FairQueue, type QueueLimits, usualLimits } from './fair-queue.ts'
import { ObjectTree } from './object-tree.ts'
import { Refusal, toldError } from './refusal.ts'
import { standardInterfaces } from './standard-interfaces.ts'
import {
  type MethodCall,
  type MethodSpec,
  type ServedObject,
  signatureOf,
  type SignalSpec,
} from './table.ts'

export interface ObjectServerOptions {
  readonly send: (message: Sent) => void
  /** Who has sent a message; called as it comes. */
  readonly sender: (uniqueName: string) => KnownSender
  /**
   * Called before anything of ours is looked up for a caller: what has to be known to tell what they
   * may see. Rejects where they may not call at all.
   */
  readonly admit: (asker: Pick<MethodCall, 'caller' | 'interactive' | 'gone'>) => Promise<void>
  readonly logger: Logger
  /** Where the ObjectManager is. */
  readonly root: string
  readonly limits?: QueueLimits
  readonly schedule?: (then: () => void) => void
}

/** Serves objects on a bus: whatever is sent to it, it answers and goes on. */
export class ObjectServer {
  readonly #options: ObjectServerOptions
  readonly #tree = new ObjectTree()
  readonly #queue: FairQueue
  readonly #changes: Changes
  /** Calls that run, by account. */
  readonly #running = new Map<number, number>()

  constructor(options: ObjectServerOptions) {
    const { send, logger, root, limits = usualLimits, schedule = setImmediate } = options
    this.#options = options
    this.#queue = new FairQueue(limits, schedule)
    this.#changes = new Changes({ tree: this.#tree, root, send, logger, schedule })
  }

  add(object: ServedObject): void {
    this.#tree.add(object)
    this.#changes.touch(object.path)
  }

  remove(path: string): void {
    const object = this.#tree.get(path)
    if (object === null) return
    this.#tree.remove(path)
    this.#changes.remove(
      path,
      object.interfaces.map(({ name }) => name),
    )
  }

  /** Something of the object may have changed, or who may see it; told once a turn of the loop. */
  touch(path: string): void {
    this.#changes.touch(path)
  }

  /** Who may see what may have changed. */
  touchAll(): void {
    this.#changes.touchAll()
  }

  /** From now on; what a subscriber knows already it is not told again. */
  subscribe(caller: Caller): void {
    if (this.#changes.isSubscribed(caller.uniqueName)) return
    const seen = this.#tree.below(this.#options.root, caller)
    this.#changes.subscribe(caller, [this.#options.root, ...seen.map(({ path }) => path)])
  }

  unsubscribe(uniqueName: string): void {
    this.#changes.unsubscribe(uniqueName)
  }

  subscribers(): Caller[] {
    return this.#changes.subscribers()
  }

  /** A signal to the subscribers who may see the object, and of these to `only`. */
  emit(
    path: string,
    of: string,
    { name, args }: SignalSpec,
    values: (caller: Caller) => readonly unknown[],
    only?: (caller: Caller) => boolean,
  ): void {
    this.#changes.emit(path, of, name, args, values, only)
  }

  /** A connection has left the bus. */
  forget(uniqueName: string): void {
    this.#queue.drop(uniqueName)
    this.#changes.unsubscribe(uniqueName)
  }

  /** Takes a call. Never throws. */
  receive(message: IncomingMessage): void {
    const { sender } = message
    if (sender === undefined) return
    const from = this.#options.sender(sender)
    const taken = this.#queue.add(sender, message.bodyBytes, () => this.#serve(message, from))
    if (taken) return
    const refusal = new Refusal('LimitsExceeded', 'Too many calls wait for their answers.')
    this.#answerError(message, refusal)
  }

  async #serve(message: IncomingMessage, from: KnownSender): Promise<void> {
    try {
      if (from.gone.aborted) return
      const { signature, body } = await this.#call(message, from)
      if (from.gone.aborted || !wantsAnswer(message)) return
      this.#options.send({
        ...{ type: MESSAGE_TYPE.answer, replySerial: message.serial, signature, body },
        destination: message.sender,
      })
    } catch (error) {
      if (!from.gone.aborted) this.#answerError(message, error)
    }
  }

  async #call(
    message: IncomingMessage,
    { caller: identified, gone }: KnownSender,
  ): Promise<{ signature: string; body: readonly unknown[] }> {
    const caller = await identified()
    // Nothing is kept for those who have left: nobody would take it away again.
    gone.throwIfAborted()
    const end = this.#begin(caller)
    try {
      const interactive = (message.flags & MESSAGE_FLAG.allowInteractiveAuthorization) !== 0
      await this.#options.admit({ caller, interactive, gone })
      gone.throwIfAborted()
      const method = this.#find(message, caller)
      const args = argumentsOf(message, method)
      const body = await method.handle({ caller, args, interactive, gone })
      return { signature: signatureOf(method.out), body }
    } finally {
      end()
    }
  }

  /** An account can have many connections. Throws LimitsExceeded; gives back what ends the call. */
  #begin({ uid }: Caller): () => void {
    const { runningPerAccount } = this.#options.limits ?? usualLimits
    const running = this.#running.get(uid) ?? 0
    if (running >= runningPerAccount) {
      throw new Refusal('LimitsExceeded', 'Too many calls of this account wait for their answers.')
    }
    this.#running.set(uid, running + 1)
    return () => {
      const left = (this.#running.get(uid) ?? 1) - 1
      if (left > 0) this.#running.set(uid, left)
      else this.#running.delete(uid)
    }
  }

  #find({ path = '', interface: of, member }: IncomingMessage, caller: Caller): MethodSpec {
    const object = this.#tree.find(path, caller)
    if (object === null && this.#tree.children(path, caller).length === 0) {
      throw new Refusal('UnknownObject', 'There is no such object.')
    }
    const { root } = this.#options
    const context = { tree: this.#tree, changes: this.#changes, root }
    const interfaces = [
      ...(object?.interfaces ?? []),
      ...standardInterfaces(context, path, object),
    ].filter(({ name }) => of === undefined || name === of)
    if (interfaces.length === 0) {
      throw new Refusal('UnknownInterface', 'The object has no such interface.')
    }
    const method = interfaces.flatMap(({ methods }) => methods).find(({ name }) => name === member)
    if (method === undefined) {
      throw new Refusal('UnknownMethod', 'The interface has no such method.')
    }
    return method
  }

  #answerError(message: IncomingMessage, error: unknown): void {
    const { name, text, internal } = toldError(error)
    const { path, member } = message
    if (internal) this.#options.logger.error('a call failed', { path, member, error })
    if (!wantsAnswer(message)) return
    try {
      this.#options.send({
        ...{ type: MESSAGE_TYPE.error, replySerial: message.serial, errorName: name },
        ...{ destination: message.sender, signature: 's', body: [text] },
      })
    } catch (unsent) {
      this.#options.logger.error('an error could not be answered', { path, member, error: unsent })
    }
  }
}

/** The call's arguments, read only when their types are known to be right. */
function argumentsOf(message: IncomingMessage, method: MethodSpec): unknown[] {
  const wanted = signatureOf(method.in)
  if (message.signature !== wanted) {
    throw new Refusal(
      'InvalidArgs',
      `${method.name} takes “${wanted}”, not “${message.signature}”.`,
    )
  }
  if (message.body === null) throw new Refusal('LimitsExceeded', 'The arguments are too long.')
  try {
    return message.body()
  } catch (error) {
    if (error instanceof WireError) throw new Refusal('InvalidArgs', error.message)
    throw error
  }
}
