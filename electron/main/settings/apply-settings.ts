import { app } from 'electron'
import type { Connection } from '../../connections/connection.ts'
import type { Logger } from '../../platform/logger.ts'
import type { WindowRequests } from '../requests.ts'
import { followSettings } from './follow-settings.ts'
import { isUpdated } from './last-version.ts'
import type { SettingsStore } from './settings-file.ts'

interface AppliedTo {
  readonly settings: SettingsStore
  readonly requests: Pick<WindowRequests, 'ask'>
  readonly lastVersionFile: string
  readonly logger: Logger
}

/** Has the engine do what the settings want, now and from now on. Returns the end. */
export function applyToConnection(
  connection: Pick<Connection, 'measureStorage' | 'pictures'>,
  { settings, logger }: Pick<AppliedTo, 'settings' | 'logger'>,
): () => void {
  const stops = [
    followSettings(
      settings,
      ({ privacy }) => privacy.keepPictures,
      (kept) => {
        connection.pictures.setKept(kept).catch((error: unknown) => {
          logger.warn('a picture was not removed', { error })
        })
      },
    ),
    followSettings(
      settings,
      ({ storage }) => storage.disksFolder,
      () => {
        connection.measureStorage().catch((error: unknown) => {
          logger.warn('free space was not measured', { error })
        })
      },
    ),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** After an update the window tells once what is new. Nobody who starts for the first time is told. */
export async function tellNews({
  settings,
  requests,
  lastVersionFile,
  logger,
}: AppliedTo): Promise<void> {
  try {
    const updated = await isUpdated(lastVersionFile, app.getVersion())
    const { updates, firstRun } = settings.get()
    if (updated && updates.tellNews && firstRun.done) requests.ask({ kind: 'news' })
  } catch (error) {
    logger.warn('the version was not noted', { error })
  }
}
