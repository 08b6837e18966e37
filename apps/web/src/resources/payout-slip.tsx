import type { Payout } from '@intarsia/domain';
import { plainDecimal } from '../ui/amounts.ts';
import { Fact, Facts } from '../ui/facts.tsx';
import { State } from '../ui/states.tsx';
import { span, utcDay } from '../ui/times.ts';
import { DocumentFile } from './document-file.tsx';
import { EmployerName } from './employer-name.tsx';
import { PayoutDestinations } from './payout-destinations.tsx';
import { SlipTable } from './slip-table.tsx';
import { payoutStates } from './states.ts';
import { capital, words } from './words.ts';

/** One payment, laid out as a payslip is: what was earned, what was taken, what is left. */
export function PayoutSlip({ payout }: { payout: Payout }) {
  const { payout_period: period, hours, type, filing_status } = payout;
  return (
    <>
      <p className="row-panel-lead">
        <State {...payoutStates[payout.status]} />
        <span className="muted">
          Net pay of {utcDay(payout.payout_date)}, {words(type)}
        </span>
      </p>
      <Facts>
        <Fact name="Period">{span(period.start_date, period.end_date)}</Fact>
        <Fact name="Employer">
          <EmployerName slug={payout.employer} />
        </Fact>
        {hours === null ? null : <Fact name="Hours">{plainDecimal(hours)}</Fact>}
        {filing_status.length > 0 ? (
          <Fact name="Filing status">
            <span className="lines">
              {filing_status.map(({ type, location, status }) => (
                <span key={`${type} ${location}`}>
                  {capital(location ?? type)}: {words(status)}
                </span>
              ))}
            </span>
          </Fact>
        ) : null}
        <Fact name="Payslip">
          {payout.document_id === null ? (
            <span className="muted">none at the source</span>
          ) : (
            <DocumentFile id={payout.document_id} name="Open payslip" />
          )}
        </Fact>
      </Facts>
      <SlipTable payout={payout} />
      <PayoutDestinations payout={payout} />
    </>
  );
}
