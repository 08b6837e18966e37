import type { Texts } from './en.ts';

/** Why an account could not be connected and what to do, in French. */
export const connectionErrors: Texts['connectionErrors'] = {
  account_disabled:
    'Ce compte est suspendu ou désactivé. Contactez votre employeur ou la plateforme, ou connectez un autre compte.',
  account_incomplete:
    'Ce compte n’est pas encore configuré. Terminez sa configuration là-bas, puis revenez le connecter.',
  invalid_credentials:
    'L’identifiant ou le mot de passe est incorrect. Vérifiez les deux et réessayez.',
  auth_required: 'Cette connexion a pris fin. Connectez-vous à nouveau pour la rétablir.',
  full_auth_required:
    'Une connexion complète est nécessaire. Connectez-vous à nouveau en gardant votre téléphone ou votre messagerie à portée de main.',
  expired_credentials:
    'Votre mot de passe a expiré là-bas. Choisissez-en un nouveau sur leur site, puis connectez-vous ici avec celui-ci.',
  invalid_auth:
    'La connexion a été refusée. Vérifiez que vous pouvez vous connecter sur leur site, puis réessayez ici.',
  unsupported_auth_type:
    'Cette façon de se connecter ne fonctionne pas ici. Utilisez un identifiant avec mot de passe si vous en avez un.',
  tos_required:
    'De nouvelles conditions sont à accepter. Connectez-vous sur leur site, acceptez-les, puis réessayez ici.',
  invalid_account_type:
    'Ce n’est pas un compte de travail. Connectez-vous avec le compte par lequel vous êtes payé.',
  invalid_login_method:
    'Votre compte utilise une autre façon de se connecter. Choisissez celle que vous utilisez là-bas.',
  invalid_login_url:
    'L’adresse de la page de connexion est incorrecte. Copiez-la depuis votre navigateur et réessayez.',
  invalid_employer_identifier:
    'Le code de l’entreprise est incorrect. Cherchez-le sur une fiche de paie ou demandez à votre employeur, puis réessayez.',
  invalid_store_identifier:
    'Le numéro de magasin est incorrect. Cherchez-le sur une fiche de paie ou demandez à votre magasin, puis réessayez.',
  login_attempts_exceeded:
    'Il y a eu trop de tentatives et cet accès est bloqué. Débloquez-le sur leur site, ou réessayez plus tard.',
  session_limit_reached:
    'Vous êtes connecté à trop d’endroits. Déconnectez-vous de vos autres appareils, puis réessayez.',
  unsupported_language:
    'Votre compte là-bas est dans une langue que nous ne pouvons pas lire. Passez-le en anglais, puis réessayez.',
  user_action_timeout:
    'Le temps de connexion est écoulé. Recommencez et terminez chaque étape quand elle est demandée.',
  invalid_mfa: 'Ce code est incorrect. Recommencez et saisissez le dernier code que vous recevez.',
  mfa_timeout:
    'Le code n’a pas été saisi à temps. Recommencez avec votre téléphone ou votre messagerie à portée de main.',
  mfa_attempts_exceeded:
    'Trop de codes incorrects ont été saisis. Attendez un moment, puis recommencez.',
  mfa_exhausted:
    'Aucun autre code ne peut être envoyé pour le moment. Attendez quelques heures, puis recommencez.',
  mfa_cancelled_by_the_user:
    'Vous vous êtes arrêté à la vérification. Recommencez pour connecter le compte.',
  mfa_not_configured:
    'Votre compte a besoin d’une connexion en deux étapes. Configurez-la sur leur site, puis réessayez ici.',
  physical_mfa_unsupported:
    'Une clé ou une carte de sécurité ne peut pas être utilisée ici. Passez aux codes sur leur site, puis réessayez.',
  unsupported_mfa_method:
    'Ce type de vérification ne fonctionne pas ici. Ajoutez les codes par SMS sur leur site.',
  account_inaccessible:
    'Ce compte est inaccessible pour le moment. Il n’y a rien à faire ; un nouvel essai aura lieu plus tard.',
  connection_unavailable:
    'Ce compte ne peut pas être connecté pour le moment. Réessayez dans quelques heures.',
  platform_unavailable:
    'Leur site ne répond pas. Réessayez plus tard ; vos identifiants ne sont pas en cause.',
  platform_temporarily_unavailable: 'Leur site est en maintenance. Réessayez dans une heure.',
  service_unavailable:
    'La connexion est impossible pour le moment. La faute est de notre côté ; réessayez plus tard.',
  auth_method_temporarily_unavailable:
    'Cette façon de se connecter ne fonctionne pas pour le moment. Choisissez-en une autre, ou réessayez plus tard.',
  system_error:
    'Une erreur est survenue de notre côté. Réessayez ; si cela se reproduit, prévenez l’entreprise d’où vous venez.',
};

/** Why a deposit was not switched and what to do, in French. */
export const payErrors: Texts['payErrors'] = {
  account_disconnected:
    'Votre compte n’est plus connecté. Connectez-vous à nouveau, puis changez votre virement.',
  bank_and_card_update_failed:
    'Votre compte bancaire et votre carte n’ont pas pu être changés. Vérifiez-les sur leur site, puis réessayez.',
  invalid_mfa:
    'Ce code est incorrect et votre virement n’a pas été changé. Recommencez avec le dernier code.',
  card_update_failed:
    'Votre carte n’a pas pu être changée. Vérifiez son numéro et sa date d’expiration, puis réessayez.',
  confirmation_timeout:
    'Vous n’avez pas confirmé le changement à temps et rien n’a été changé. Recommencez.',
  incompatible_auth:
    'Cet identifiant ne permet pas de changer la destination de votre paie. Connectez-vous avec votre identifiant principal.',
  incompatible_config:
    'Votre paie ne peut pas être répartie ou envoyée ainsi là-bas. Rien n’a été changé.',
  mfa_timeout:
    'Le code n’a pas été saisi à temps et votre virement n’a pas été changé. Recommencez.',
  invalid_allocation: 'Ce montant ou ce pourcentage n’a pas été accepté. Choisissez-en un autre.',
  system_error:
    'Une erreur est survenue de notre côté. Vérifiez sur leur site où va votre paie, puis réessayez.',
};
