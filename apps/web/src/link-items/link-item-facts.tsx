import type { LinkItem } from '@intarsia/domain';
import { Fact, Facts } from '../ui/facts.tsx';
import { IdText } from '../ui/id.tsx';
import { Section } from '../ui/page.tsx';
import { State } from '../ui/states.tsx';
import { itemState } from './item-state.ts';

/** What is known about a link item. */
export function LinkItemFacts({ item }: { item: LinkItem }) {
  return (
    <>
      <Facts>
        <Fact name="Status">
          <State {...itemState(item)} />
        </Fact>
        <Fact name="Id">
          <IdText id={item.id} what="link item id" />
        </Fact>
        <Fact name="Item id">
          <IdText id={item.item_id} what="item id" />
        </Fact>
        <Fact name="Kind">{item.kind}</Fact>
        <Fact name="Type">{item.type}</Fact>
        <Fact name="Verification code">
          {item.has_two_fa ? 'Asked for at login' : 'Not asked for'}
        </Fact>
      </Facts>
      {item.status_details ? <p>{item.status_details}</p> : null}
      {item.known_limitations ? (
        <Section title="Known limitations">
          <p>{item.known_limitations}</p>
        </Section>
      ) : null}
      <PaySwitching features={item.features} />
    </>
  );
}

function PaySwitching({ features }: { features: LinkItem['features'] }) {
  const { pay_distribution_update: bank, pay_distribution_card_update: card } = features;
  return (
    <Section title="Switching pay">
      {bank.supported ? (
        <Facts>
          <Fact name="To a bank account">{splitOf(bank)}</Fact>
          <Fact name="Bank account fields">
            <FieldNames names={bank.required_fields.bank_account} />
          </Fact>
          <Fact name="To a card">{card.supported ? 'Yes' : 'No'}</Fact>
          {card.supported ? (
            <Fact name="Card fields">
              <FieldNames names={card.required_fields.card} />
            </Fact>
          ) : null}
        </Facts>
      ) : (
        <p className="muted">Not offered by this source.</p>
      )}
    </Section>
  );
}

function FieldNames({ names }: { names: readonly string[] }) {
  return names.length === 0 ? <span className="muted">none</span> : <code>{names.join(', ')}</code>;
}

function splitOf(bank: LinkItem['features']['pay_distribution_update']): string {
  if (bank.max_allocations <= 1) return 'As a whole';
  const ways = [
    ...(bank.amount_allocation ? [`amounts of ${bank.amount_precision ?? '0.01'}`] : []),
    ...(bank.percent_allocation ? [`percentages of ${bank.percent_precision ?? '1'}`] : []),
  ];
  return `Up to ${bank.max_allocations} destinations, in ${ways.join(' or ')}`;
}
