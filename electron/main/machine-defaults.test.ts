import { expect, it } from 'vitest'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { machineDefaults } from './machine-defaults.ts'

it('takes what new machines begin with from the settings', () => {
  expect(machineDefaults(defaultSettings)).toEqual({
    ...{ atLogout: 'save', clipboard: 'off', disksFolder: null },
    sound: { device: 'hda-output', microphone: false },
  })
  const changed = machineDefaults({
    ...defaultSettings,
    newMachines: { ...defaultSettings.newMachines, atLogout: 'leave', clipboard: 'both' },
    storage: { disksFolder: '/srv/disks' },
    sound: { play: true, microphone: true },
  })
  expect(changed).toEqual({
    ...{ atLogout: 'leave', clipboard: 'both', disksFolder: '/srv/disks' },
    sound: { device: 'hda-duplex', microphone: true },
  })
})

it('gives no sound card to machines that shall not play', () => {
  const sound = { play: false, microphone: true }
  expect(machineDefaults({ ...defaultSettings, sound }).sound).toBeNull()
})
