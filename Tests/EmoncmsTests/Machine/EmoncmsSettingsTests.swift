import Foundation
import TestSupport
import Testing

@testable import Emoncms

@Suite("The settings of an Emoncms on this machine")
struct EmoncmsSettingsTests {
  private static let defaults = """
    domain = false
    [sql]
    server   = "localhost"
    database = "emoncms"
    username = "_DB_USER_"
    password = "_DB_PASSWORD_"
    port     = 3306
    [redis]
    enabled = false
    host = 'localhost'
    port = 6379
    auth = ''
    dbnum = ''
    ; Only a prefix of 'emoncms' or '' will do
    prefix = 'emoncms'
    [feed]
    engines_hidden = [0,8,10]
    redisbuffer[enabled] = false
    redisbuffer[sleep] = 60
    phpfina[datadir] = '/var/lib/phpfina/'
    """

  private func read(
    _ files: [String: String], _ environment: [String: String] = [:]
  ) throws -> EmoncmsSettings {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    return try EmoncmsSettings(
      readingFrom: folder.path, environment: environment, phpFolder: folder.file("php"))
  }

  @Test("settings.ini counts over the defaults")
  func ini() throws {
    let settings = try read([
      "default-settings.ini": Self.defaults, "version.txt": "10.4.1\n",
      "settings.ini": """
      [sql]
      server = "127.0.0.1"
      username = emoncms ; the user
      password = "a;b\\"c=[d]'\\\\"
      port = 3307
      [redis]
      enabled = true
      prefix = ''
      dbnum = 2
      auth = 'x"y'
      [feed]
      redisbuffer[enabled] = on
      phpfina[datadir] = '/var/opt/emoncms/phpfina/'
      """,
    ])
    #expect(settings.database.host == "127.0.0.1")
    #expect(settings.database.port == 3307)
    #expect(settings.database.socket == nil)
    #expect(settings.database.name == "emoncms")
    #expect(settings.database.username == "emoncms")
    #expect(settings.database.password.text == "a;b\"c=[d]'\\")
    #expect(settings.cache == .init(password: Secret("x\"y"), number: 2, prefix: ""))
    #expect(settings.dataFolder == "/var/opt/emoncms/phpfina")
    #expect(settings.hasWriteBuffer)
    #expect(settings.version == "10.4.1")
  }

  @Test("{{NAME}} stands for a variable of the environment, in settings.ini alone")
  func environment() throws {
    let ini =
      "[sql]\nserver = {{H}}\nusername = u{{N}}v\npassword = \"{{P}}\"\n[redis]\nenabled = {{E}}\n"
    let files = ["settings.ini": ini, "default-settings.ini": Self.defaults]
    let settings = try read(files, ["H": "db", "N": "1", "P": "x; y", "E": "TRUE"])
    #expect(settings.database.host == "db" && settings.database.username == "u1v")
    #expect(settings.database.password.text == "x; y")
    #expect(settings.cache != nil)
    let error = #expect(throws: EmoncmsError.self) {
      try read(files, ["H": "db", "N": "1", "P": ""])
    }
    #expect(error?.code == .badSettings && error?.problem.contains(" E,") == true)
  }

  @Test("settings.php counts before settings.ini, and is read without running it")
  func php() throws {
    let settings = try read(
      [
        "default-settings.php": """
        <?php
        $_settings = array("sql"=>array("server"=>"localhost", 'port' => 3306),
          "feed" => array('engines_hidden'=>array(Engine::MYSQL // 0
            ,Engine::CASSANDRA), 'redisbuffer' => array('enabled' => false),
            'phpfina' => array('datadir' => '/var/lib/phpfina/')), );
        """,
        "settings.ini": "[sql]\ndatabase = wrong\nusername = wrong\n",
        "version.json": "{\"name\":\"Emoncms Core\",\"version\":\"11.16.8\"}",
        "settings.php": """
        # before
        <?php
        /* $settings = "no"; */
        define('X', array(1));
        $settings = [
          "sql" => array("server" => "p:10.0.0.1", "database" => 'it\\'s', "username" => "u",
            "password" => "p\\$w\\"d" . 'x\\n' . getenv("PW"), "port" => 3310),
          "redis" => ['enabled' => TRUE, "prefix" => ''],
          'list' => array(1, -2, 5 => 'a', 'b'),
        ];
        $settings["feed"]["phpfina"]["datadir"] = __DIR__ . "/data/";
        $settings['feed']["redisbuffer"]['enabled'] = true;
        ?>
        after
        """,
      ], ["PW": "!"])
    #expect(settings.database.host == "10.0.0.1" && settings.database.port == 3310)
    #expect(settings.database.name == "it's")
    #expect(settings.database.password.text == "p$w\"dx\\n!")
    #expect(settings.cache == .init(prefix: ""))
    #expect(settings.dataFolder == settings.folder + "/data")
    #expect(settings.hasWriteBuffer && settings.version == "11.16.8")
  }

  @Test("the variables of the days before $settings are understood")
  func oldPHP() throws {
    let settings = try read([
      "settings.php": """
      <?php
      $username = "u"; $password = "p"; $server = "h"; $database = "d";
      $redis_enabled = true;
      $redis_server = array('host' => 'r', 'port' => 6380, 'auth' => '', 'prefix' => 'e');
      $feed_settings = array('phpfina' => array('datadir' => '/d/'));
      """
    ])
    #expect(settings.database == .init(host: "h", name: "d", username: "u", password: Secret("p")))
    #expect(settings.cache == .init(host: "r", port: 6380, prefix: "e"))
    #expect(settings.dataFolder == "/d")
  }

  @Test("localhost means the socket that PHP is told of")
  func socket() throws {
    let folder = try TemporaryFolder()
    let php = folder.file("php/8.2/apache2")
    try FileManager.default.createDirectory(atPath: php, withIntermediateDirectories: true)
    try folder.write("[MySQLi]\nmysqli.default_socket = /x/y.sock\n", to: "php/8.2/apache2/php.ini")
    try folder.write("[sql]\ndatabase = d\nusername = u\n", to: "settings.ini")
    let settings = try EmoncmsSettings(
      readingFrom: folder.path, environment: [:], phpFolder: folder.file("php"))
    #expect(settings.database.socket == "/x/y.sock")
  }

  @Test(
    "what makes no sense is told with its file, and its line or key",
    arguments: [
      ("settings.ini", "[sql]\nserver = \"x\nport = 1\n", "line 2"),
      ("settings.ini", "[sql\n", "line 1"),
      ("settings.ini", "[sql]\nusername = u\n", "sql.database"),
      ("settings.ini", "[sql]\ndatabase = d\nusername = u\nport = 99999\n", "sql.port"),
      ("settings.ini", "[sql]\ndatabase[a] = d\nusername = u\n", "sql.database"),
      (
        "settings.ini", "[sql]\ndatabase = d\nusername = u\n[feed]\nphpfina[datadir] = /x\n",
        "feed.phpfina[datadir]"
      ),
      ("settings.php", "nothing", "line 1"),
      ("settings.php", "<?php\n$settings = array(\n'a' => $b);", "line 3"),
      ("settings.php", "<?php\n$settings = array('a' => f());", "line 2"),
      ("settings.php", "<?php\nif (1) { $settings = 1; }", "line 2"),
      ("settings.php", "<?php\n$settings = array('a' => \"x$y\");", "line 2"),
      ("settings.php", "<?php\n\n$settings = array('a", "line 3"),
      ("settings.php", "<?php\n$settings .= 'a';", "line 2"),
    ])
  func malformed(name: String, text: String, place: String) throws {
    let error = #expect(throws: EmoncmsError.self) { try read([name: text]) }
    #expect(error?.code == .badSettings)
    #expect(error?.subject.hasSuffix("\(name): \(place)") == true, "\(error as Any)")
  }

  @Test("a folder without settings is told")
  func nothing() throws {
    let error = #expect(throws: EmoncmsError.self) { try read([:]) }
    #expect(error?.code == .badSettings)
  }

  @Test("no dump of the settings shows a password")
  func secrets() throws {
    let settings = try read([
      "settings.ini":
        "[sql]\ndatabase=d\nusername=u\npassword=hunter2\n[redis]\nenabled=1\nauth=hunter3\n"
    ])
    var text = "\(settings)" + String(reflecting: settings)
    dump(settings, to: &text)
    #expect(!text.contains("hunter"))
  }

  @Test("any bytes give settings or an error, never a crash", arguments: 0..<20)
  func randomBytes(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let samples = [
      Array(Self.defaults.utf8),
      Array(
        """
        <?php $settings = array("a" => array(1, 'b' => "c\\n" . 'd'), 'e' => [true, null, -1.5e3]);
        // x
        /* y */ $settings["a"]['f'][] = getenv("G"); # z
        """.utf8),
    ]
    let pieces = [
      "\"", "'", "[", "]", "(", ")", "=>", "=", ";", "\\", "$a", "/*", "*/", "\n", "{{A}}", "${A}",
      "<?php", "?>", "\u{0}",
    ]
    for round in 0..<200 {
      var bytes = samples[round % 2]
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0:
          bytes.insert(contentsOf: (pieces.randomElement(using: &generator) ?? "").utf8, at: place)
        case 1 where place < bytes.count:
          bytes[place] = .random(in: .min ... .max, using: &generator)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 5))
        default: bytes = Array(bytes.prefix(max(20, place)))
        }
      }
      let lines = bytes.count { $0 == 0x0A } + 1
      for read in [
        { try INIReader.read(bytes, environment: ["A": "b"]) },
        { try PHPReader.read(bytes, folder: "/", environment: ["A": "b"]) },
      ] as [() throws -> SettingValue] {
        do {
          guard case .table = try read() else {
            Issue.record("settings that are no table")
            continue
          }
        } catch let error as SettingsSyntaxError {
          #expect((1...lines).contains(error.line) && !error.problem.isEmpty)
        } catch {
          Issue.record("\(error)")
        }
      }
    }
  }

  @Test("arrays without end do not exhaust the stack")
  func deep() {
    let text = "<?php $a = " + String(repeating: "[", count: 200_000)
    #expect(throws: SettingsSyntaxError.self) {
      try PHPReader.read(Array(text.utf8), folder: "/", environment: [:])
    }
    let keys = "a" + String(repeating: "[b]", count: 2000) + " = 1"
    #expect(throws: SettingsSyntaxError.self) {
      try INIReader.read(Array(keys.utf8), environment: [:])
    }
  }
}
