import type { FoundMachine } from '../../shared/domain/found-machines.ts'
import type { HostCheckRow, HostCheckView, SystemDaemon } from '../../shared/domain/host-check.ts'
import { GuesthouseError } from '../../shared/domain/errors.ts'

const GIB = 1024 ** 3
const LONG_NAME =
  'quarterly-numbers-regression-runner-for-the-release-branch-with-a-name-that-never-ends'

type Mends = HostCheckRow['mends']
const apt = (id: string, what: string): Mends => [
  { id, command: `sudo apt-get install ${what}`, doable: true, afterLogin: false },
]

function row(
  id: HostCheckRow['id'],
  verdict: HostCheckRow['verdict'],
  findings: HostCheckRow['findings'],
  more: Partial<HostCheckRow> = {},
): HostCheckRow {
  return { ...{ id, verdict, findings, mends: [], took: 12 }, ...more }
}
const found = (
  code: HostCheckRow['findings'][number]['code'],
  params: HostCheckRow['findings'][number]['params'] = {},
) => ({ code, params })

/** A computer with something of each verdict, and a command that never ends. */
export const sampleHostCheck = (): HostCheckView => ({
  state: 'done',
  startedAt: Date.now(),
  rows: [
    row('acceleration', 'limited', [found('KVM_NO_PERMISSION')], {
      mends: [
        { id: 'kvm-rule', doable: true, afterLogin: false, command: KVM_RULE },
        ...[
          { id: 'kvm-group', doable: true, afterLogin: true, command: 'sudo usermod -aG kvm ada' },
        ],
      ],
      cause: 'open /dev/kvm: EACCES: permission denied',
      took: 481,
    }),
    row('qemu', 'good', [
      found('QEMU_FOUND', { version: '7.2.19', path: '/usr/bin/qemu-system-x86_64' }),
    ]),
    row('firmware', 'good', [found('FIRMWARE_COMPLETE')]),
    row('tpm', 'missing', [found('TPM_PROGRAM_MISSING', { program: 'swtpm' })], {
      mends: apt('install-swtpm', 'swtpm swtpm-tools'),
    }),
    row('sound', 'good', [found('SOUND_WORKS', { server: 'PipeWire' })]),
    row('network', 'limited', [found('PASST_WITHOUT_ADDRESS')]),
    row('bridge', 'limited', [found('BRIDGE_NONE')]),
    row('shared-folders', 'good', [found('VIRTIOFS_WORKS', { path: '/usr/libexec/virtiofsd' })]),
    row('graphics', 'good', [found('RENDER_NODE_WORKS', { node: '/dev/dri/renderD128' })]),
    row('usb', 'unknown', [found('USB_NOTHING_PLUGGED_IN')]),
    row('user-manager', 'limited', [found('MANAGER_ENDS_AT_LOGOUT')], {
      mends: [
        { id: 'linger', command: 'loginctl enable-linger ada', doable: true, afterLogin: false },
      ],
    }),
    row('system-daemon', 'good', [found('DAEMON_NONE')]),
    row('tray', 'unknown', [found('CHECK_TOOK_TOO_LONG', { seconds: 2 })], {
      cause: 'org.kde.StatusNotifierWatcher: no answer within 2 s',
      took: 2000,
    }),
    row('space', 'good', [
      found('SPACE_ENOUGH', { bytes: 148 * GIB, path: '/home/ada/.local/share/guesthouse/guests' }),
    ]),
    row('watches', 'good', [found('WATCHES_ENOUGH', { instances: 128 })]),
    row('files', 'good', [found('FILES_ENOUGH', { limit: 524_288 })]),
  ],
})

const KVM_RULE =
  'echo \'KERNEL=="kvm", GROUP="kvm", MODE="0666", OPTIONS+="static_node=kvm"\' | sudo tee /etc/udev/rules.d/70-guesthouse-kvm.rules && sudo udevadm control --reload && sudo udevadm trigger /dev/kvm'

/** While it is being looked at. */
export const sampleLooking = (): HostCheckView => {
  const { rows } = sampleHostCheck()
  const pending = rows.slice(5).map(({ id }) => row(id, null, [], { took: null }))
  return { state: 'running', startedAt: Date.now(), rows: [...rows.slice(0, 5), ...pending] }
}

export const sampleDaemons: readonly SystemDaemon[] = [
  {
    ...{ kind: 'guesthoused', state: 'absent', account: null, capabilities: null },
    supported: false,
  },
  { kind: 'libvirt', state: 'running', account: 'root', capabilities: 'all', supported: false },
]

const machine = (
  name: string,
  gibibytes: number,
  more: Partial<FoundMachine> = {},
): FoundMachine => ({
  ...{ origin: 'libvirt', path: `/home/ada/.config/libvirt/qemu/${name}.xml`, name },
  memoryMiB: 4096,
  disks: [{ path: `/home/ada/images/${name}.qcow2`, bytes: gibibytes * GIB }],
  ...{ backing: [], backingBytes: 0, running: false, taken: false, problem: null },
  ...more,
})

export const sampleFoundMachines: readonly FoundMachine[] = [
  machine('debian-13', 7.4),
  machine('fedora-43', 18.2, {
    origin: 'boxes',
    backing: ['/home/ada/.local/share/gnome-boxes/images/fedora-base.qcow2'],
  }),
  machine('windows-11', 41.7, { running: true }),
  machine(LONG_NAME, 2.1, { origin: 'quickemu' }),
  machine('old-xp', 3, { taken: true }),
  machine('archive', 0, {
    disks: [],
    problem: new GuesthouseError('QUICKEMU_NOT_READ', {
      ...{ path: '/home/ada/VMs/archive.conf', line: 7 },
    }).toData(),
    origin: 'quickemu',
  }),
]
