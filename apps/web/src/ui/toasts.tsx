import { createContext, type ReactNode, use, useCallback, useRef, useState } from 'react';

interface Toast {
  readonly key: number;
  readonly text: string;
}

const LASTS = 5000;
const Context = createContext<(text: string) => void>(() => {});

/** Says what has just happened, in a corner and to screen readers. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(0);
  const say = useCallback((text: string) => {
    const key = next.current++;
    setToasts((shown) => [...shown.filter((toast) => toast.text !== text), { key, text }]);
    setTimeout(() => setToasts((shown) => shown.filter((toast) => toast.key !== key)), LASTS);
  }, []);
  return (
    <Context value={say}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map(({ key, text }) => (
          <div key={key} className="toast">
            {text}
          </div>
        ))}
      </div>
    </Context>
  );
}

/** Gives a function that says a sentence to whoever looks or listens. */
export function useToast(): (text: string) => void {
  return use(Context);
}
