<?php
// The list of visualisations: what is chosen, its options, and a frame that shows it.

defined('EMONCMS_EXEC') or die('Restricted access');
global $path;
?>
<h2>Visualisations</h2>
<div id="vispage">
  <span id="select"></span>
  <div id="box-options"></div>
  <input id="viewbtn" type="button" value="View" class="btn btn-info">
  <input id="fullscreen" type="button" value="Full screen" class="btn btn-info">
  <textarea id="embedcode" readonly></textarea>
  <div id="visiframe"></div>
</div>
<script>
  var feedlist = <?php echo json_encode($feedlist); ?>;
  var widgets = <?php echo json_encode($visualisations); ?>;
  var isOld = <?php echo IS_OLD ? 'true' : 'false'; ?>;

  document.getElementById('select').innerHTML = '<select id="visselect">'
    + Object.keys(widgets).map(function (key) {
      return '<option value="' + (widgets[key].action || key) + '">'
        + (widgets[key].label || key) + '</option>';
    }).join('') + '</select>';
  draw_options(widgets.realtime.options);

  document.getElementById('visselect').addEventListener('change', function () {
    if (this.value !== 'multigraph') draw_options(widgets[this.value].options);
  });

  function draw_options(options) {
    document.getElementById('box-options').innerHTML = options.map(function (option) {
      var field = option[2] <= 3 ? selectFeed(option[0], feedlist, option[2])
        : "<input type='text' class='options' id='" + option[0] + "' value='" + option[3] + "'>";
      return '<div class="input-prepend"><span class="add-on">' + option[1] + '</span>' + field
        + '</div>';
    }).join('');
  }

  function selectFeed(id, feedlist, type) {
    var groups = {};
    feedlist.forEach(function (feed) {
      // Types of data are told apart until 11.
      if (isOld && type !== 0 && feed.datatype != type) return;
      (groups[feed.tag] = groups[feed.tag] || []).push(feed);
    });
    return "<select id='" + id + "' class='options' otype='feed'>" + Object.keys(groups).map(
      function (tag) {
        return "<optgroup label='" + tag + "'>" + groups[tag].map(function (feed) {
          return '<option value=' + feed.id + ' public=' + feed.public + '>' + feed.id + ': '
            + feed.name + '</option>';
        }).join('') + '</optgroup>';
      }).join('') + '</select>';
  }

  function address() {
    var options = [];
    document.querySelectorAll('.options').forEach(function (field) {
      if (field.value) options.push(field.id + '=' + encodeURIComponent(field.value));
    });
    return path + 'vis/' + document.getElementById('visselect').value + '?' + options.join('&');
  }

  document.getElementById('viewbtn').addEventListener('click', function () {
    document.getElementById('visiframe').innerHTML = '<iframe style="width:1000px; height:640px;"'
      + ' frameborder="0" scrolling="no" src="' + address() + '&embed=1"></iframe>';
    document.getElementById('embedcode').value = '<iframe src="' + address()
      + '&embed=1"></iframe>';
  });
  document.getElementById('fullscreen').addEventListener('click', function () {
    window.open(address(), '_blank');
  });
</script>
