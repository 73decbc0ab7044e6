import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Adopt } from '../../../shared/domain/found-machines.ts'
import { formatNumber } from '../../i18n/format.ts'
import { selectCount, useGuests } from '../../stores/guests-store.ts'
import { selectSettings, useSettings } from '../../stores/settings-store.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { OptionList } from '../../ui/option-list.tsx'
import { adopt } from './adoption-store.ts'
import { DisksFolder } from './disks-folder.tsx'
import { FoundList } from './found-list.tsx'
import css from './keep-page.module.css'
import { leaveForFirstMachine, leaveForMachines } from './leave.ts'
import type { Steps } from './steps.ts'
import { useChoice } from './use-choice.ts'
import { useDisksFolder } from './use-disks-folder.ts'
import { type FoundMachines, sizeOf } from './use-found-machines.ts'
import { WizardPage } from './wizard-page.tsx'

export interface KeepPageProps {
  readonly steps: Steps
  readonly found: FoundMachines
}

/** Where disks are kept, what machines do at logout, and with which machines it begins. */
export function KeepPage({ steps, found }: KeepPageProps) {
  const { t } = useTranslation()
  const atLogout = useSettings((state) => selectSettings(state).newMachines.atLogout)
  const hasMachines = useGuests(selectCount) > 0
  const { error, choose } = useChoice()
  const folder = useDisksFolder()
  const { chosen } = found
  const freeBytes = folder.view?.freeBytes ?? null
  const neededBytes = chosen.reduce((sum, machine) => sum + sizeOf(machine), 0)
  const fits = freeBytes === null || neededBytes <= freeBytes
  const [disks, setDisks] = useState<Adopt['disks']>('copy')

  const makeOne = () => void leaveForFirstMachine()
  const takeThem = () =>
    void adopt(chosen, disks).then((all) => {
      if (all) void leaveForMachines()
    })
  const make = t(hasMachines ? 'firstRun.keep.another' : 'firstRun.keep.first')
  // What does not fit is not used in place unless somebody says so.
  const taking = chosen.length > 0 && (fits || disks === 'use')
  return (
    <WizardPage
      title={t('firstRun.keep.title')}
      intro={t('firstRun.keep.intro')}
      steps={steps}
      primary={
        taking
          ? {
              label: t('firstRun.found.take', {
                count: chosen.length,
                number: formatNumber(chosen.length),
              }),
              onPress: takeThem,
            }
          : { label: make, onPress: makeOne }
      }
      secondary={taking && <Button onClick={makeOne}>{make}</Button>}
    >
      {error !== null && <ErrorNotice error={error} />}
      <DisksFolder
        folder={folder}
        onChoose={(path) => choose({ storage: { disksFolder: path } })}
      />
      <section className={css.section}>
        <h2 className={css.heading}>{t('firstRun.keep.logout')}</h2>
        <p className={css.quiet}>{t('firstRun.keep.logoutHint')}</p>
        <OptionList
          label={t('firstRun.keep.logout')}
          hideLabel
          value={atLogout}
          onChange={(value) => choose({ newMachines: { atLogout: value } })}
          options={(['save', 'shutdown', 'leave'] as const).map((value) => ({
            value,
            label: t(`firstRun.keep.${value}`),
            hint: t(`firstRun.keep.${value}Hint`),
          }))}
        />
      </section>
      <FoundList
        found={found}
        disks={disks}
        onDisks={setDisks}
        space={{ neededBytes, freeBytes, fits }}
      />
    </WizardPage>
  )
}
