<?php
defined('EMONCMS_EXEC') or die('Restricted access');
global $path;
?>
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Emoncms embed</title>
    <link rel="icon" href="data:,">
    <script>var path = <?php echo json_encode($path); ?>;</script>
  </head>
  <body><?php echo $content; ?></body>
</html>
