import { type FormEvent, useEffect, useState } from 'react';
import type { LinkAccount, PayReview } from '../shapes.ts';
import { Button } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { Field } from '../ui/field.tsx';
import { ItemLogo } from '../ui/item-logo.tsx';
import { Screen } from '../ui/screen.tsx';
import { troubleText } from '../ui/trouble.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { boundsText, fitsBounds, payWords } from './pay-words.ts';

/** What a deposit switch would change: now and after it. Nothing happens before the person confirms. */
export function PayReviewScreen({ known }: { known: LinkAccount }) {
  const { flow, session, texts, send } = useFace();
  const { pay } = texts;
  const { options } = flow;
  const { account, item } = known;
  const encrypted_config = options.payDistributionConfig ?? '';
  const loaded = useLoaded(account.id, () =>
    session.asPerson((api) => api.link.payReview.query({ account: account.id, encrypted_config })),
  );
  const review = loaded.value;
  return (
    <Screen
      mark={<ItemLogo item={item} size={56} />}
      title={options.payDistributionReviewScreenTitle ?? pay.title}
      text={<p>{options.payDistributionReviewScreenSubtitle ?? pay.text(item.name)}</p>}
    >
      {loaded.trouble ? (
        <div className="empty-list">
          <p>{troubleText(loaded.trouble, texts)}</p>
          <Button kind="quiet" onClick={loaded.again}>
            {texts.again}
          </Button>
        </div>
      ) : null}
      {review ? <Changes account={account.id} review={review} /> : null}
      <Button kind="quiet" onClick={() => send({ kind: 'managed' })}>
        {pay.later}
      </Button>
    </Screen>
  );
}

function Changes({ account, review }: { account: string; review: PayReview }) {
  const { flow, language, session, texts, send } = useFace();
  const { pay } = texts;
  const [value, setValue] = useState(review.share.value ?? '');
  const [fault, setFault] = useState<string>();
  const [checking, setChecking] = useState(false);
  const words = payWords(language.tag, pay);
  const { editing, share } = review;
  const encrypted_config = flow.options.payDistributionConfig ?? '';
  const fits = review.fits !== false;
  useEffect(() => {
    // What can't be done is told at once: nothing changes, and nobody confirms in vain.
    if (!fits) send({ kind: 'pay_misfits', encrypted_config });
  }, [encrypted_config, fits, send]);
  const isEdited = editing !== null && value.trim() !== share.value;

  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    if (flow.busy || checking) return;
    if (!isEdited) return send({ kind: 'pay_confirmed', encrypted_config });
    const typed = value.trim().replace(',', '.');
    if (!fitsBounds(typed, editing)) return setFault(pay.wrongValue);
    setChecking(true);
    const ask = { account, encrypted_config, value: typed };
    const changed = await session
      .asPerson((api) => api.link.editPay.mutate(ask))
      .catch(() => undefined);
    setChecking(false);
    if (!changed) return setFault(pay.wrongValue);
    send({ kind: 'pay_confirmed', encrypted_config: changed.encrypted_config });
  };
  return (
    <form className="fields" noValidate onSubmit={confirm}>
      <dl className="change">
        <div>
          <dt>{pay.before}</dt>
          {review.current?.length ? (
            review.current.map((one) => (
              <dd key={`${one.destination_type} ${one.name} ${one.last_digits}`}>
                <Destination name={words.current(one)} share={words.allocation(one)} />
              </dd>
            ))
          ) : (
            <dd className="muted">{pay.unknown}</dd>
          )}
        </div>
        <div className="change-after">
          <dt>{pay.after}</dt>
          {words.destinations(review).map((name) => (
            <dd key={name}>
              <Destination name={name} share={editing ? undefined : words.share(share)} />
            </dd>
          ))}
        </div>
      </dl>
      {editing && share.kind !== 'entire' ? (
        <Field
          name="value"
          label={share.kind === 'percent' ? pay.percentLabel : pay.amountLabel}
          hint={boundsText(editing, pay)}
          inputMode="decimal"
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          error={fault}
        />
      ) : null}
      <Button type="submit" busy={flow.busy || checking}>
        {pay.go}
      </Button>
    </form>
  );
}

function Destination({ name, share }: { name: string; share: string | undefined }) {
  return (
    <>
      <span className="strong">{name}</span>
      {share === undefined ? null : <span className="muted">{share}</span>}
    </>
  );
}
