import { english } from '../texts/index.ts';

/** What is left after a fault of ours: why there is nothing else, and the way to go on. */
export function Collapsed() {
  const { texts } = english;
  return (
    <div className="place">
      <main className="card" aria-labelledby="title" data-screen="collapsed">
        <div className="screen">
          <div className="screen-body">
            <h1 id="title">{texts.failed.titles.generic}</h1>
            <p className="screen-text">{texts.broken}</p>
          </div>
          <div className="actions">
            <button
              type="button"
              className="button button-primary"
              onClick={() => window.location.reload()}
            >
              {texts.again}
            </button>
          </div>
        </div>
      </main>
    </div>
  );
}
