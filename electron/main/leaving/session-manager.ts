import type { Logger } from '../../platform/logger.ts'
import { ownerChanged, type SessionBus } from '../desktop/session-bus.ts'
import type { Leaving } from './leaving.ts'

const APP_ID = 'org.guesthouse.Guesthouse'
const NAME = 'org.gnome.SessionManager'
const MANAGER = { destination: NAME, path: '/org/gnome/SessionManager', interface: NAME } as const
const CLIENT = 'org.gnome.SessionManager.ClientPrivate'
const members = ['QueryEndSession', 'EndSession', 'CancelEndSession', 'Stop'] as const

interface Options {
  readonly bus: Pick<SessionBus, 'call' | 'watch' | 'onJoined' | 'onLost'>
  readonly env: NodeJS.ProcessEnv
  readonly leaving: Pick<Leaving, 'terminate' | 'callOff'>
  readonly quit: () => void
  readonly logger: Logger
}

/**
 * Has the session's manager tell of the session's end while there is still a display, without which
 * no window lives: GNOME's (gnome-session's "D-Bus API Reference"), and those of Cinnamon, MATE and
 * Budgie, which go by the same name. It waits 10 s for what is done then. To be called before the
 * bus is joined. Returns its end.
 */
export function joinSession({ bus, env, leaving, quit, logger }: Options): () => void {
  let stops: readonly (() => void)[] = []
  /** Of the registration that counts. */
  let turn = 0
  const forget = (): void => {
    turn += 1
    for (const stop of stops) stop()
    stops = []
  }
  const register = async (): Promise<void> => {
    forget()
    const mine = turn
    const { body, sender } = await bus.call({
      ...{ ...MANAGER, member: 'RegisterClient', autoStart: false },
      // Names us to the manager where it has started us.
      ...{ signature: 'ss', body: [APP_ID, env['DESKTOP_AUTOSTART_ID'] ?? ''] },
    })
    const [path] = body
    if (mine !== turn || typeof path !== 'string') return
    stops = members.map((member) =>
      bus.watch({ sender: NAME, path, interface: CLIENT, member }, (signal) => {
        if (signal.sender === sender) hear(member, path)
      }),
    )
  }
  const respond = (path: string): void => {
    const body = [true, '']
    const answer = { path, interface: CLIENT, member: 'EndSessionResponse', signature: 'bs', body }
    bus
      .call({ destination: NAME, ...answer })
      .catch((error: unknown) => logger.debug('the session was not answered', { error }))
  }
  const endSession = async (path: string): Promise<void> => {
    const end = await leaving.terminate()
    respond(path)
    if (end) quit()
  }
  const hear = (member: (typeof members)[number], path: string): void => {
    logger.debug('the session’s manager says', { member })
    switch (member) {
      case 'QueryEndSession':
        return respond(path)
      case 'EndSession':
        return void endSession(path)
      case 'CancelEndSession':
        return leaving.callOff()
      case 'Stop':
        return quit()
    }
  }
  const tryToRegister = (): void => {
    register().catch((error: unknown) => {
      logger.debug('no manager tells of the session’s end', { error: String(error) })
    })
  }
  const ends = [
    bus.onJoined(tryToRegister),
    bus.onLost(forget),
    bus.watch(ownerChanged(NAME), ({ body: [, , owner] }) => {
      if (owner === '') forget()
      else tryToRegister()
    }),
  ]
  return () => {
    for (const end of ends) end()
    forget()
  }
}
