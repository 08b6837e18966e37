import type { Texts } from './en.ts';

/** Why an account could not be connected and what to do, in Spanish. */
export const connectionErrors: Texts['connectionErrors'] = {
  account_disabled:
    'Esta cuenta está suspendida o desactivada. Contacta a tu empleador o a la plataforma, o conecta otra cuenta.',
  account_incomplete:
    'Esta cuenta aún no está configurada. Termina de configurarla allí, y luego vuelve y conéctala.',
  invalid_credentials:
    'El usuario o la contraseña no son correctos. Revisa los dos y prueba de nuevo.',
  auth_required: 'Esta conexión terminó. Inicia sesión otra vez para restablecerla.',
  full_auth_required:
    'Hace falta iniciar sesión por completo. Hazlo otra vez con tu teléfono o correo a mano.',
  expired_credentials:
    'Tu contraseña de allí caducó. Crea una nueva en su sitio y luego inicia sesión aquí con ella.',
  invalid_auth:
    'El acceso fue rechazado. Comprueba que puedes entrar en su sitio y luego prueba aquí de nuevo.',
  unsupported_auth_type:
    'Esta forma de iniciar sesión no funciona aquí. Usa un acceso con contraseña si tienes uno.',
  tos_required:
    'Hay condiciones nuevas que aceptar. Entra en su sitio, acéptalas y prueba aquí de nuevo.',
  invalid_account_type:
    'Esta no es una cuenta de trabajo. Inicia sesión con la cuenta por la que te pagan.',
  invalid_login_method: 'Tu cuenta usa otra forma de iniciar sesión. Elige la que usas allí.',
  invalid_login_url:
    'La dirección de la página de acceso no es correcta. Cópiala de tu navegador y prueba de nuevo.',
  invalid_employer_identifier:
    'El código de empresa no es correcto. Búscalo en un recibo de pago o pregunta a tu empleador, y prueba de nuevo.',
  invalid_store_identifier:
    'El número de tienda no es correcto. Búscalo en un recibo de pago o pregunta en tu tienda, y prueba de nuevo.',
  login_attempts_exceeded:
    'Hubo demasiados intentos y este acceso está bloqueado. Desbloquéalo en su sitio o prueba más tarde.',
  session_limit_reached:
    'Tienes la sesión abierta en demasiados lugares. Ciérrala en tus otros dispositivos y prueba de nuevo.',
  unsupported_language:
    'Tu cuenta de allí está en un idioma que no podemos leer. Cámbiala a inglés y prueba de nuevo.',
  user_action_timeout:
    'Se acabó el tiempo para iniciar sesión. Empieza de nuevo y completa cada paso cuando se pida.',
  invalid_mfa:
    'Ese código no es correcto. Empieza de nuevo y escribe el código más reciente que recibas.',
  mfa_timeout:
    'El código no se escribió a tiempo. Empieza de nuevo con tu teléfono o correo a mano.',
  mfa_attempts_exceeded:
    'Se escribieron demasiados códigos incorrectos. Espera un rato y empieza de nuevo.',
  mfa_exhausted: 'Por ahora no se pueden enviar más códigos. Espera unas horas y empieza de nuevo.',
  mfa_cancelled_by_the_user:
    'Te detuviste en la verificación. Empieza de nuevo para conectar la cuenta.',
  mfa_not_configured:
    'Tu cuenta necesita acceso en dos pasos. Configúralo en su sitio y prueba aquí de nuevo.',
  physical_mfa_unsupported:
    'Aquí no se puede usar una llave o tarjeta de seguridad. Cambia a códigos en su sitio y prueba de nuevo.',
  unsupported_mfa_method:
    'Este tipo de verificación no funciona aquí. Agrega códigos por mensaje de texto en su sitio.',
  account_inaccessible:
    'No se puede acceder a esta cuenta por ahora. No tienes que hacer nada; se intentará de nuevo más tarde.',
  connection_unavailable:
    'Esta cuenta no se puede conectar por ahora. Prueba de nuevo en unas horas.',
  platform_unavailable: 'Su sitio no responde. Prueba más tarde; tus datos de acceso están bien.',
  platform_temporarily_unavailable: 'Su sitio está en mantenimiento. Prueba de nuevo en una hora.',
  service_unavailable:
    'La conexión no se puede hacer por ahora. La falla es nuestra; prueba más tarde.',
  auth_method_temporarily_unavailable:
    'Esta forma de iniciar sesión no funciona por ahora. Elige otra o prueba más tarde.',
  system_error:
    'Algo falló de nuestro lado. Prueba de nuevo; si pasa dos veces, avisa a la empresa de la que viniste.',
};

/** Why a deposit was not switched and what to do, in Spanish. */
export const payErrors: Texts['payErrors'] = {
  account_disconnected:
    'Tu cuenta ya no está conectada. Inicia sesión otra vez y luego cambia tu depósito.',
  bank_and_card_update_failed:
    'No se pudieron cambiar tu cuenta bancaria y tu tarjeta. Revísalas en su sitio y prueba de nuevo.',
  invalid_mfa:
    'Ese código no es correcto y tu depósito no cambió. Empieza de nuevo con el código más reciente.',
  card_update_failed:
    'No se pudo cambiar tu tarjeta. Revisa su número y fecha de vencimiento, y prueba de nuevo.',
  confirmation_timeout: 'No confirmaste el cambio a tiempo, así que nada cambió. Empieza de nuevo.',
  incompatible_auth:
    'Con este acceso no se puede cambiar adónde va tu pago. Inicia sesión con tu acceso principal.',
  incompatible_config: 'Tu pago no se puede dividir ni enviar así allí. No se cambió nada.',
  mfa_timeout: 'El código no se escribió a tiempo y tu depósito no cambió. Empieza de nuevo.',
  invalid_allocation: 'Ese monto o porcentaje no se aceptó. Elige otro.',
  system_error:
    'Algo falló de nuestro lado. Revisa en su sitio adónde va tu pago y prueba de nuevo.',
};
