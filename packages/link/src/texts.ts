/** What the script itself says, while the frame can not. */
export interface Texts {
  readonly title: string;
  readonly unreachable: string;
  readonly retry: string;
  readonly close: string;
}

const english: Texts = {
  title: 'Connect an account',
  unreachable: 'Connecting is not possible at the moment.',
  retry: 'Try again',
  close: 'Close',
};

const others: Readonly<Record<string, Texts>> = {
  es: {
    title: 'Conectar una cuenta',
    unreachable: 'En este momento no es posible conectar.',
    retry: 'Intentar de nuevo',
    close: 'Cerrar',
  },
  fr: {
    title: 'Connecter un compte',
    unreachable: 'La connexion est impossible pour le moment.',
    retry: 'Réessayer',
    close: 'Fermer',
  },
  pt: {
    title: 'Conectar uma conta',
    unreachable: 'Não é possível conectar no momento.',
    retry: 'Tentar de novo',
    close: 'Fechar',
  },
};

/** The texts in a browser's language, as in `pt-BR`; in English when we do not speak it. */
export function textsFor(language: string): Texts {
  return others[language.slice(0, 2).toLowerCase()] ?? english;
}
