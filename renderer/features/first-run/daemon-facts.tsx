import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { SystemDaemon } from '../../../shared/domain/host-check.ts'
import { t as translate } from '../../i18n/index.ts'
import css from './where-page.module.css'

/** "Running. Runs as root, with every capability": as far as it is known. */
export function daemonText({ state, account, capabilities }: SystemDaemon): string {
  const word = translate(`firstRun.daemonState.${state}`)
  if (account === null) return word
  const as = translate('firstRun.daemonAs', { account })
  const how =
    capabilities === null
      ? null
      : capabilities === 'all'
        ? translate('firstRun.capabilities.all')
        : capabilities.length === 0
          ? translate('firstRun.capabilities.none')
          : translate('firstRun.capabilities.some', { list: capabilities.join(', ') })
  return `${word}. ${how === null ? as : `${as}, ${how}`}.`
}

/** Which system daemons are there, as whom they run, and what they may do. */
export function DaemonFacts({ daemons }: { readonly daemons: readonly SystemDaemon[] }) {
  const { t } = useTranslation()
  return (
    <dl className={css.facts}>
      {daemons.map((daemon) => (
        <Fragment key={daemon.kind}>
          <dt>{t(`firstRun.daemonName.${daemon.kind}`)}</dt>
          <dd>{daemonText(daemon)}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
