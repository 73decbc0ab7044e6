import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Adopt, FoundMachine } from '../../../shared/domain/found-machines.ts'
import { errorText } from '../../i18n/error-text.ts'
import { formatBytes, formatNumber } from '../../i18n/format.ts'
import { BoxedList } from '../../ui/boxed-list.tsx'
import { Button } from '../../ui/button.tsx'
import { OptionList } from '../../ui/option-list.tsx'
import css from './keep-page.module.css'
import { type FoundMachines, isUsable, sizeOf } from './use-found-machines.ts'

export interface FoundListProps {
  readonly found: FoundMachines
  readonly disks: Adopt['disks']
  readonly onDisks: (disks: Adopt['disks']) => void
  readonly space: {
    /** Bytes of the disks of those that are chosen. */
    readonly neededBytes: number
    /** null while it is not known. */
    readonly freeBytes: number | null
    readonly fits: boolean
  }
}

/** Machines of other managers, to be used here as well; nothing at all where there are none. */
export function FoundList({ found, disks, onDisks, space }: FoundListProps) {
  const { t } = useTranslation()
  const { machines, error, busy, again, chosen } = found
  if (machines === null) {
    return (
      <div className={css.bar}>
        <p className={css.quiet} role="status">
          {t(error === null ? 'firstRun.found.looking' : 'firstRun.found.failed')}
        </p>
        {error !== null && <Again busy={busy} onPress={again} />}
      </div>
    )
  }
  if (machines.length === 0) return null
  return (
    <section className={css.section} aria-labelledby="first-run-found">
      <div className={css.bar}>
        <div>
          <h2 id="first-run-found" className={css.heading}>
            {t('firstRun.found.title', {
              count: machines.length,
              number: formatNumber(machines.length),
            })}
          </h2>
          <p className={css.quiet}>{t('firstRun.found.intro')}</p>
        </div>
        <Again busy={busy} onPress={again} />
      </div>
      <BoxedList>
        {machines.map((machine) => (
          <Machine key={machine.path} machine={machine} found={found} />
        ))}
      </BoxedList>
      {chosen.length > 0 && <How disks={disks} onDisks={onDisks} space={space} />}
    </section>
  )
}

function Again({ busy, onPress }: { readonly busy: boolean; readonly onPress: () => void }) {
  const { t } = useTranslation()
  return (
    <Button look="quiet" disabled={busy} onClick={onPress}>
      {t('firstRun.found.again')}
    </Button>
  )
}

interface MachineProps {
  readonly machine: FoundMachine
  readonly found: FoundMachines
}

function Machine({ machine, found }: MachineProps) {
  const { t } = useTranslation()
  const { name, origin, disks } = machine
  const id = useId()
  const size = disks.length === 0 ? t('firstRun.found.noDisk') : formatBytes(sizeOf(machine))
  const why = useReason(machine)
  return (
    <li className={css.machine}>
      <input
        id={id}
        type="checkbox"
        className={css.box}
        checked={found.isChosen(machine)}
        disabled={!isUsable(machine)}
        aria-describedby={`${id}-facts`}
        onChange={(event) => found.setChosen(machine, event.currentTarget.checked)}
      />
      <label htmlFor={id} className={css.name}>
        {name}
      </label>
      <span className={css.facts}>
        {t(`firstRun.found.origin.${origin}`)} · {size}
      </span>
      <span id={`${id}-facts`} className={why === null ? 'visually-hidden' : css.why}>
        {why ?? `${t(`firstRun.found.origin.${origin}`)}, ${size}`}
      </span>
    </li>
  )
}

/** Why it cannot be used as it is now, or what is to be known of it before. */
function useReason({ running, taken, problem, backing }: FoundMachine): string | null {
  const { t } = useTranslation()
  if (taken) return t('firstRun.found.taken')
  if (problem !== null) {
    const { message, next } = errorText(problem)
    return `${message} ${next}`
  }
  if (running) return t('firstRun.found.running')
  return backing.length > 0 ? t('firstRun.found.backing', { files: backing.join(', ') }) : null
}

function How({ disks, onDisks, space }: Omit<FoundListProps, 'found'>) {
  const { t } = useTranslation()
  const { neededBytes, freeBytes, fits } = space
  const sizes = {
    size: formatBytes(neededBytes),
    free: freeBytes === null ? '' : formatBytes(freeBytes),
  }
  const copyHint = !fits
    ? t('firstRun.found.copyTooBig', sizes)
    : neededBytes === 0 || freeBytes === null
      ? t('firstRun.found.copyHintNoDisk')
      : t('firstRun.found.copyHint', sizes)
  return (
    <div className={css.how}>
      <OptionList
        label={t('firstRun.found.how')}
        value={disks}
        onChange={onDisks}
        options={[
          {
            ...{ value: 'copy', label: t('firstRun.found.copy'), hint: copyHint },
            disabled: !fits,
          },
          { value: 'use', label: t('firstRun.found.use'), hint: t('firstRun.found.useHint') },
        ]}
      />
    </div>
  )
}
