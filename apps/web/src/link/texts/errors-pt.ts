import type { Texts } from './en.ts';

/** Why an account could not be connected and what to do, in Portuguese. */
export const connectionErrors: Texts['connectionErrors'] = {
  account_disabled:
    'Esta conta está suspensa ou desativada. Fale com o empregador ou a plataforma, ou conecte outra conta.',
  account_incomplete:
    'Esta conta ainda não está configurada. Termine a configuração lá e depois volte e conecte.',
  invalid_credentials: 'O usuário ou a senha está errado. Confira os dois e tente de novo.',
  auth_required: 'Esta conexão terminou. Entre de novo para restabelecê-la.',
  full_auth_required:
    'É preciso entrar por completo. Entre de novo com seu telefone ou e-mail à mão.',
  expired_credentials:
    'Sua senha de lá expirou. Crie uma nova no site deles e depois entre aqui com ela.',
  invalid_auth:
    'O acesso foi recusado. Confira se você consegue entrar no site deles e tente de novo aqui.',
  unsupported_auth_type:
    'Esta forma de entrar não funciona aqui. Use um acesso com senha, se você tiver um.',
  tos_required: 'Há novos termos para aceitar. Entre no site deles, aceite e tente de novo aqui.',
  invalid_account_type:
    'Esta não é uma conta de trabalho. Entre com a conta pela qual você recebe.',
  invalid_login_method: 'Sua conta usa outra forma de entrar. Escolha a que você usa lá.',
  invalid_login_url:
    'O endereço da página de acesso está errado. Copie-o do seu navegador e tente de novo.',
  invalid_employer_identifier:
    'O código da empresa está errado. Procure num contracheque ou pergunte ao seu empregador e tente de novo.',
  invalid_store_identifier:
    'O número da loja está errado. Procure num contracheque ou pergunte na sua loja e tente de novo.',
  login_attempts_exceeded:
    'Houve tentativas demais e este acesso está bloqueado. Desbloqueie no site deles ou tente mais tarde.',
  session_limit_reached:
    'Você está conectado em lugares demais. Saia nos seus outros aparelhos e tente de novo.',
  unsupported_language:
    'Sua conta de lá está num idioma que não conseguimos ler. Mude para inglês e tente de novo.',
  user_action_timeout:
    'O tempo para entrar acabou. Comece de novo e termine cada passo quando for pedido.',
  invalid_mfa:
    'Esse código está errado. Comece de novo e digite o código mais recente que receber.',
  mfa_timeout:
    'O código não foi digitado a tempo. Comece de novo com seu telefone ou e-mail à mão.',
  mfa_attempts_exceeded:
    'Códigos errados demais foram digitados. Espere um pouco e comece de novo.',
  mfa_exhausted:
    'Por enquanto não é possível enviar mais códigos. Espere algumas horas e comece de novo.',
  mfa_cancelled_by_the_user: 'Você parou na verificação. Comece de novo para conectar a conta.',
  mfa_not_configured:
    'Sua conta precisa de acesso em duas etapas. Configure no site deles e tente de novo aqui.',
  physical_mfa_unsupported:
    'Uma chave ou cartão de segurança não pode ser usado aqui. Mude para códigos no site deles e tente de novo.',
  unsupported_mfa_method:
    'Este tipo de verificação não funciona aqui. Adicione códigos por mensagem de texto no site deles.',
  account_inaccessible:
    'Esta conta está inacessível por enquanto. Não há nada a fazer; haverá outra tentativa mais tarde.',
  connection_unavailable:
    'Esta conta não pode ser conectada por enquanto. Tente de novo em algumas horas.',
  platform_unavailable: 'O site deles não responde. Tente mais tarde; seu acesso está certo.',
  platform_temporarily_unavailable: 'O site deles está em manutenção. Tente de novo em uma hora.',
  service_unavailable:
    'A conexão não pode ser feita por enquanto. A falha é nossa; tente mais tarde.',
  auth_method_temporarily_unavailable:
    'Esta forma de entrar está fora do ar. Escolha outra ou tente mais tarde.',
  system_error:
    'Algo deu errado do nosso lado. Tente de novo; se acontecer duas vezes, avise a empresa de onde você veio.',
};

/** Why a deposit was not switched and what to do, in Portuguese. */
export const payErrors: Texts['payErrors'] = {
  account_disconnected:
    'Sua conta não está mais conectada. Entre de novo e depois mude seu depósito.',
  bank_and_card_update_failed:
    'Sua conta bancária e seu cartão não puderam ser mudados. Confira no site deles e tente de novo.',
  invalid_mfa:
    'Esse código está errado e seu depósito não mudou. Comece de novo com o código mais recente.',
  card_update_failed:
    'Seu cartão não pôde ser mudado. Confira o número e a validade e tente de novo.',
  confirmation_timeout: 'Você não confirmou a mudança a tempo, então nada mudou. Comece de novo.',
  incompatible_auth:
    'Com este acesso não dá para mudar para onde vai seu pagamento. Entre com seu acesso principal.',
  incompatible_config: 'Seu pagamento não pode ser dividido ou enviado assim lá. Nada foi mudado.',
  mfa_timeout: 'O código não foi digitado a tempo e seu depósito não mudou. Comece de novo.',
  invalid_allocation: 'Esse valor ou porcentagem não foi aceito. Escolha outro.',
  system_error:
    'Algo deu errado do nosso lado. Confira no site deles para onde vai seu pagamento e tente de novo.',
};
