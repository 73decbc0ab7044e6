/** What the engine needs of a log; main gives it electron-log, tests give it a list. */
export interface Logger {
  debug(message: string, fields?: object): void
  info(message: string, fields?: object): void
  warn(message: string, fields?: object): void
  error(message: string, fields?: object): void
}

const ignore = (): void => {}
export const silentLogger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore }
