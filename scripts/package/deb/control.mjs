/**
 * A package's control file (deb-control(5)).
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.version with Debian's revision
 * @param {string} options.architecture
 * @param {string} options.maintainer "name <address>"
 * @param {readonly string[]} options.depends
 * @param {readonly string[]} options.recommends
 * @param {string} options.suggests
 * @param {string} options.description a synopsis, and paragraphs indented by one space
 * @param {number} options.installedSize KiB
 */
export function controlFile(options) {
  const fields = {
    Package: options.name,
    Version: options.version,
    Architecture: options.architecture,
    Maintainer: options.maintainer,
    'Installed-Size': String(options.installedSize),
    Depends: options.depends.join(', '),
    Recommends: options.recommends.join(', '),
    Suggests: options.suggests,
    Section: 'admin',
    Priority: 'optional',
    Description: options.description,
  }
  return Object.entries(fields)
    .map(([field, value]) => `${field}: ${value}\n`)
    .join('')
}
