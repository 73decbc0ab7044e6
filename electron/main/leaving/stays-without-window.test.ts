import { describe, expect, it } from 'vitest'
import type { GuestRuntime, GuestView } from '../../../shared/domain/guest.ts'
import type { LogoutPolicy } from '../../../shared/domain/guest-config.ts'
import { defaultSettings } from '../../../shared/domain/settings.ts'
import { guestView } from '../testing/guest-view.ts'
import { staysWithoutWindow } from './stays-without-window.ts'

const settings = (closeToTray: boolean) => ({
  desktop: { ...defaultSettings.desktop, closeToTray },
})

function guest(atLogout: LogoutPolicy, runs: boolean): Pick<GuestView, 'config' | 'runtime'> {
  const { config: made } = guestView(1, 'a', runs ? 'running' : 'stopped')
  if (made === null) throw new Error('no config')
  const config = { ...made, atLogout }
  return { config, runtime: runs ? ({ config } as GuestRuntime) : null }
}

describe('without a window the app', () => {
  it('stays where its person wants so', () => {
    expect(staysWithoutWindow(settings(true), [])).toBe(true)
    expect(staysWithoutWindow(settings(false), [])).toBe(false)
  })

  it.each([
    ['save', true, true],
    ['shutdown', true, true],
    ['leave', true, false],
    ['save', false, false],
  ] as const)('for a machine of policy %s that runs: %s, stays: %s', (policy, runs, stays) => {
    expect(staysWithoutWindow(settings(false), [guest(policy, runs)])).toBe(stays)
    expect(staysWithoutWindow(settings(false), [guest('leave', true), guest(policy, runs)])).toBe(
      stays,
    )
  })

  it('goes by what a machine began with where its file cannot be used', () => {
    const broken = { ...guest('save', true), config: null }
    expect(staysWithoutWindow(settings(false), [broken])).toBe(true)
  })
})
