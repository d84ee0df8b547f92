<?php

defined('EMONCMS_EXEC') or die('Restricted access');

/**
 * The editor's page by itself: in the frame of a visualisation, of another site, or a window.
 * @var RetoucheWords $words
 * @var string $language
 * @var string $base
 * @var string $files
 * @var ?string $sentence What to say in the editor's place.
 */

$escape = array('RetoucheWords', 'escape');
?>
<!doctype html>
<html lang="<?php echo $escape($language); ?>">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>EditRealtime2</title>
<?php if ($sentence === null) { ?>
    <link rel="icon" href="<?php echo $escape($files); ?>/icon.svg">
    <link rel="stylesheet" href="<?php echo $escape($files); ?>/studio.css">
    <script type="module" src="<?php echo $escape($files); ?>/emoncms/emoncms.js"></script>
<?php } ?>
  </head>
  <body>
<?php if ($sentence === null) { ?>
    <div id="retouche" data-base="<?php echo $escape($base); ?>"
      data-language="<?php echo $escape($language); ?>"></div>
    <noscript><p><?php echo $words->html('The editor needs JavaScript.'); ?></p></noscript>
<?php } else { ?>
    <p>
      <?php echo $words->html($sentence); ?>

      <a href="<?php echo $escape($base); ?>" target="_blank">Emoncms</a>
    </p>
<?php } ?>
  </body>
</html>
