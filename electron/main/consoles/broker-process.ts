import { createInterface } from 'node:readline'
import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import type { OpenConsole } from '../../broker/protocol.ts'
import type { Logger } from '../../platform/logger.ts'
import { bundle } from '../bundle.ts'

export interface BrokerProcess {
  post(message: OpenConsole, port: MessagePortMain): void
  close(): void
}

/**
 * The console broker's process: started when the first console is opened, and again when one is
 * opened after it died. The ports of a dead broker close, but pages before Chromium 122 do not
 * notice: `onDied` is called when every console that was posted until then is lost.
 */
export function createBrokerProcess(logger: Logger, onDied: () => void): BrokerProcess {
  let running: UtilityProcess | null = null
  const start = (): UtilityProcess => {
    const child = utilityProcess.fork(bundle.broker, [], {
      serviceName: 'Guesthouse console broker',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (child.stderr !== null) {
      createInterface({ input: child.stderr }).on('line', (line) => logger.warn(`broker: ${line}`))
    }
    child.on('exit', (code) => {
      if (running !== child) return
      running = null
      logger.error('the console broker ended', { code })
      onDied()
    })
    return child
  }
  return {
    post(message, port) {
      running ??= start()
      running.postMessage(message, [port])
    },
    close() {
      const child = running
      running = null
      child?.kill()
    },
  }
}
