import { describe, expect, it } from 'vitest'
import { dropsLoopback, onDescriptor, onSocket, passtArguments } from './arguments.ts'
import { parseHelp } from './options.ts'

/** As passt of March 2023 prints it, in part. */
const help = `Usage: passt [OPTION]...

  -f, --foreground\tDon't run in background
    default: run in background if started from a TTY
  -e, --stderr\t\tLog to stderr too
      --trace\t\tBe extra verbose, implies --debug
  --dns-forward ADDR\tForward DNS queries sent to ADDR
  --no-map-gw\t\tDon't map gateway address to host
    default: use addresses from --outbound-if4 and --outbound-if6, if any
`

describe('what passt says of itself', () => {
  it('is read from its help', () => {
    const options = parseHelp(help)
    for (const name of ['foreground', 'stderr', 'dns-forward', 'no-map-gw', 'trace']) {
      expect(options).toContain(name)
    }
    expect(options).not.toContain('map-host-loopback')
    expect(new Set(options).size).toBe(options.length)
  })

  it('tells whether it stops frames for 127.0.0.1', () => {
    expect(dropsLoopback(new Set(parseHelp(help)))).toBe(false)
    const newer = `${help}\n  --map-host-loopback ADDR\tTranslate ADDR to refer to host`
    expect(dropsLoopback(new Set(parseHelp(newer)))).toBe(true)
  })
})

describe("passt's arguments", () => {
  const forwards = [
    { protocol: 'tcp', address: '127.0.0.1', hostPort: 2222, guestPort: 22 },
    { protocol: 'tcp', address: '::1', hostPort: 8080, guestPort: 80 },
    { protocol: 'udp', address: '0.0.0.0', hostPort: 5353, guestPort: 53 },
  ] as const
  const valuesOf = (argv: readonly string[], option: string): (string | undefined)[] =>
    argv.flatMap((argument, index) => (argument === option ? [argv[index + 1]] : []))

  it('keep the host closed, and let names be resolved nevertheless', () => {
    const network = { hostAccess: false, forwards: [] }
    const argv = passtArguments(
      network,
      onSocket('/run/s'),
      new Set(['stderr', 'map-host-loopback']),
    )
    expect(argv).toContain('--no-map-gw')
    expect(argv).toContain('--one-off')
    expect(valuesOf(argv, '--dns-forward')).toEqual(['169.254.53.53'])
    expect(valuesOf(argv, '--socket')).toEqual(['/run/s'])
    expect(valuesOf(argv, '--tcp-ports')).toEqual(['none'])
    expect(valuesOf(argv, '--udp-ports')).toEqual(['none'])
    const inherited = passtArguments(network, onDescriptor(3, '/run/s.pid'), new Set())
    expect(valuesOf(inherited, '--fd')).toEqual(['3'])
    expect(valuesOf(inherited, '--pid')).toEqual(['/run/s.pid'])
    expect(inherited).not.toContain('--socket')
  })

  it('name the name servers that an older one does not find', () => {
    const network = { hostAccess: false, forwards: [] }
    const argv = passtArguments(network, onSocket('/s'), new Set(['dns-forward']), ['192.0.2.53'])
    expect(argv).not.toContain('--dns-forward')
    expect(valuesOf(argv, '--dns')).toEqual(['192.0.2.53'])
  })

  it('open the host where that is asked for', () => {
    const argv = passtArguments({ hostAccess: true, forwards: [] }, onSocket('/run/s'), new Set())
    expect(argv).not.toContain('--no-map-gw')
    expect(argv).not.toContain('--dns-forward')
    expect(argv).not.toContain('--stderr')
  })

  it('name each forward with its address', () => {
    const argv = passtArguments(
      { hostAccess: false, forwards: [...forwards] },
      onSocket('/s'),
      new Set(),
    )
    expect(valuesOf(argv, '--tcp-ports')).toEqual(['127.0.0.1/2222:22', '::1/8080:80'])
    expect(valuesOf(argv, '--udp-ports')).toEqual(['0.0.0.0/5353:53'])
  })
})
