import { type DaemonFeature } from '../../../../shared/domain/daemon.ts'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { Logger } from '../../../platform/logger.ts'
import { runDaemon } from '../run.ts'
import type { ServiceConfig } from '../surroundings.ts'

/** The daemon with a configuration that a test gives it, as JSON in its first argument. */

export interface ProgramOptions {
  readonly config: ServiceConfig
}

const { config } = JSON.parse(process.argv[2] ?? '{}') as ProgramOptions

const write =
  (level: string) =>
  (message: string, fields: object = {}): void => {
    const text = JSON.stringify({ level, message, ...fields }, (_, value: unknown) =>
      value instanceof Error ? (value.stack ?? value.message) : value,
    )
    process.stdout.write(`${text}\n`)
  }
const logger: Logger = {
  ...{ debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
}

const allows = (feature: DaemonFeature): boolean => config.features[feature]

runDaemon({
  ...{ config, logger, facts: { version: '0.0.0-test', capabilities: [] } },
  gate: {
    allows,
    require: (feature) => {
      if (!allows(feature)) throw new GuesthouseError('FEATURE_OFF', { feature, path: 'the test' })
    },
  },
}).catch((error: unknown) => {
  logger.error('ended', { error })
  process.exitCode = 1
})
