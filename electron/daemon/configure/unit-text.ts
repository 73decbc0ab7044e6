/** Of a unit's drop-in: "Name=value" for each; a list that is to be begun anew starts with an empty value. */
export type Directive = readonly [name: string, value: string]

export const writtenBy = (configFile: string): string =>
  `# Written by “guesthoused configure” from ${configFile}; what is changed here is lost.\n`

/**
 * A path as units have it (systemd.syntax(7), and systemd.unit(5) on specifiers): one with a space or an
 * apostrophe in quotation marks. Of what would need more than this, quotation marks, backslashes and
 * control characters, the configuration has none.
 */
export function unitPath(path: string, prefix = ''): string {
  const escaped = `${prefix}${path}`.replaceAll('%', '%%')
  return /[\s']/.test(escaped) ? `"${escaped}"` : escaped
}

/** A drop-in's text. Pure. */
export const dropIn = (configFile: string, service: readonly Directive[]): string =>
  `${writtenBy(configFile)}[Service]\n${service.map(([name, value]) => `${name}=${value}\n`).join('')}`
