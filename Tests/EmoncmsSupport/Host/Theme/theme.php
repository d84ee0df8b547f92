<?php
defined('EMONCMS_EXEC') or die('Restricted access');
global $path;
?>
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1.0">
    <title>Emoncms</title>
    <link rel="icon" href="data:,">
    <style>
      body { margin: 0; font: 13px sans-serif }
      nav { background: #333; height: 40px }
      nav a { color: #fff; padding: 12px; display: inline-block }
      #wrap { padding: 0 10px }
    </style>
    <script>
      var path = <?php echo json_encode($path); ?>;
      var session_write = <?php echo (int) $session['write']; ?>;
    </script>
  </head>
  <body>
    <nav class="menu-top"><?php echo $mainmenu; ?></nav>
    <div id="wrap"><div class="content-container"><?php echo $content; ?></div></div>
  </body>
</html>
