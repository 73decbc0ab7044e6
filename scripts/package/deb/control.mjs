/**
 * The description that package managers show: a synopsis without an article, then paragraphs whose
 * lines are indented by one space (Debian Policy 5.6.13).
 */
const description = `virtual machines on Linux that run as you
 Guesthouse is a desktop manager for virtual machines. They run as an
 ordinary user, in the user's own session, with files in the user's home;
 no password, group or service is needed. Machines are made of an
 installation image, a disk image, an OVA or a libvirt machine.
 .
 The package lets every account use hardware acceleration (/dev/kvm), by a
 udev rule that can be switched off.`

/**
 * The package's control file (deb-control(5)).
 * @param {import('./build.mjs').Deb} deb
 * @param {number} installedSize KiB
 */
export function controlFile(deb, installedSize) {
  const fields = {
    Package: deb.name,
    Version: deb.version,
    Architecture: deb.architecture,
    Maintainer: deb.maintainer,
    'Installed-Size': String(installedSize),
    Depends: deb.depends.join(', '),
    Recommends: deb.recommends.join(', '),
    Suggests: deb.suggests,
    Section: 'admin',
    Priority: 'optional',
    Description: description,
  }
  return Object.entries(fields)
    .map(([field, value]) => `${field}: ${value}\n`)
    .join('')
}
