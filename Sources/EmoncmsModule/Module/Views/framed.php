<?php

defined('EMONCMS_EXEC') or die('Restricted access');

/**
 * The editor below Emoncms's menu: a frame, so that neither's styles and scripts touch the other's.
 * @var RetoucheWords $words
 * @var string $address Of the bare page.
 * @var ?string $sentence What to say in the editor's place.
 */

$escape = array('RetoucheWords', 'escape');
?>
<?php if ($sentence === null) { ?>
<p style="margin: 4px 0; text-align: right">
  <a href="<?php echo $escape($address); ?>" target="_blank">
    <?php echo $words->html('Full screen'); ?>
  </a>
</p>
<iframe title="EditRealtime2" allow="fullscreen; clipboard-write"
  src="<?php echo $escape($address); ?>"
  style="display: block; width: 100%; height: calc(100vh - 164px); min-height: 420px; border: 0">
</iframe>
<?php } else { ?>
<div class="alert alert-error"><?php echo $words->html($sentence); ?></div>
<?php } ?>
