# What the tests of the window on Windows ask of the system: windows, keys, the clipboard, accessible names. The first argument is the
# verb. The answer goes to the standard output. `hold`, `stand` and `show` run until they are killed.
param([Parameter(Mandatory)][string]$verb, [string]$one, [string]$two, [string]$three, [string]$four)
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
Add-Type -AssemblyName System.Windows.Forms, System.Drawing, UIAutomationClient, UIAutomationTypes
Add-Type -TypeDefinition @'
using System;
using System.Runtime.InteropServices;
using System.Text;
public static class User {
  [DllImport("user32")] public static extern bool SetProcessDPIAware();
  [DllImport("user32")] public static extern IntPtr GetForegroundWindow();
  [DllImport("user32")] public static extern int GetWindowThreadProcessId(IntPtr window, out int process);
  [DllImport("user32")] public static extern bool ShowWindow(IntPtr window, int how);
  [DllImport("user32")] public static extern bool SetCursorPos(int x, int y);
  [DllImport("user32")] public static extern void keybd_event(byte key, byte scan, uint flags, UIntPtr extra);
  [DllImport("user32")] public static extern void mouse_event(uint flags, int x, int y, uint data, UIntPtr extra);
  [DllImport("user32")] public static extern bool OpenClipboard(IntPtr window);
  [DllImport("user32")] public static extern bool CloseClipboard();
  [DllImport("user32")] public static extern uint EnumClipboardFormats(uint after);
  [DllImport("user32", CharSet = CharSet.Unicode)] public static extern int GetClipboardFormatName(uint format, StringBuilder name, int size);
  [DllImport("dwmapi")] public static extern int DwmGetWindowAttribute(IntPtr window, int attribute, out int value, int size);
}
'@
[void][User]::SetProcessDPIAware()

# Presses keys such as `ctrl+alt+l`, or a single character.
function Press([string]$keys) {
  $codes = $keys.Split('+') | ForEach-Object {
    switch ($_) { 'ctrl' { 0x11 } 'alt' { 0x12 } 'shift' { 0x10 } 'enter' { 0x0d } 'f5' { 0x74 } default { [byte][char]$_.ToUpper() } }
  }
  foreach ($code in $codes) { [User]::keybd_event($code, 0, 0, [UIntPtr]::Zero) }
  [array]::Reverse($codes)
  foreach ($code in $codes) { [User]::keybd_event($code, 0, 2, [UIntPtr]::Zero) }
}

# Opens the clipboard, which another program may hold for a moment.
function Open-Clipboard {
  for ($try = 0; -not [User]::OpenClipboard([IntPtr]::Zero); $try++) {
    if ($try -eq 100) { throw 'the clipboard stays open in another program' }
    Start-Sleep -Milliseconds 20
  }
}

function Window([int]$process) { (Get-Process -Id $process).MainWindowHandle }

switch ($verb) {
  # The process whose window has the keyboard.
  'foreground' { $process = 0; [void][User]::GetWindowThreadProcessId([User]::GetForegroundWindow(), [ref]$process); $process }
  'press' { Press $one }
  'type' { foreach ($letter in $one.ToCharArray()) { Press ([string]$letter); Start-Sleep -Milliseconds 30 } }
  'minimise' { [void][User]::ShowWindow((Window $one), 6) }
  'restore' { [void][User]::ShowWindow((Window $one), 9) }
  'console' { [bool](Get-CimInstance Win32_Process -Filter "ParentProcessId=$one AND Name='conhost.exe'") }
  'dark' { $dark = 0; [void][User]::DwmGetWindowAttribute((Window $one), 20, [ref]$dark, 4); [bool]$dark }
  'drag' {
    [void][User]::SetCursorPos($one, $two); [User]::mouse_event(2, 0, 0, 0, [UIntPtr]::Zero)
    Start-Sleep -Milliseconds 100
    [void][User]::SetCursorPos($three, $four); Start-Sleep -Milliseconds 100
    [User]::mouse_event(4, 0, 0, 0, [UIntPtr]::Zero)
  }
  'text' { [Windows.Forms.Clipboard]::GetText() }
  'formats' {
    Open-Clipboard
    for ($format = [User]::EnumClipboardFormats(0); $format; $format = [User]::EnumClipboardFormats($format)) {
      $name = New-Object Text.StringBuilder 99
      if ([User]::GetClipboardFormatName($format, $name, 99)) { "$name" } else { "$format" }
    }
    [void][User]::CloseClipboard()
  }
  # Keeps the clipboard open for so many milliseconds.
  'hold' { Open-Clipboard; 'held'; [Console]::Out.Flush(); Start-Sleep -Milliseconds $one; [void][User]::CloseClipboard() }
  # The accessible names below a window of the process, or of the tray's menu that its icon opens.
  'names' {
    $all = [Windows.Automation.Condition]::TrueCondition
    $owner = New-Object Windows.Automation.PropertyCondition([Windows.Automation.AutomationElement]::ProcessIdProperty, [int]$one)
    $windows = [Windows.Automation.AutomationElement]::RootElement.FindAll('Children', $owner)
    foreach ($window in $windows) { foreach ($part in $window.FindAll('Descendants', $all)) { $part.Current.Name } }
  }
  # A window with one field, as the trading software has. What is typed into it goes to a file.
  'stand' {
    $form = New-Object Windows.Forms.Form -Property @{ Text = 'Trading software'; TopMost = $false }
    $field = New-Object Windows.Forms.TextBox -Property @{ Dock = 'Top' }
    $field.Add_TextChanged({ [IO.File]::WriteAllText($one, $field.Text) })
    $form.Controls.Add($field)
    $form.Add_Shown({ $form.Activate(); [void]$field.Focus(); [IO.File]::WriteAllText($one, '') })
    [Windows.Forms.Application]::Run($form)
  }
  # A picture in the upper left corner of the screen.
  'show' {
    $form = New-Object Windows.Forms.Form -Property @{ FormBorderStyle = 'None'; StartPosition = 'Manual'; Location = '0,0' }
    $picture = [Drawing.Image]::FromFile($one)
    $form.ClientSize = $picture.Size
    $form.BackgroundImage = $picture
    $form.Add_Shown({ [IO.File]::WriteAllText("$one.shown", '') })
    [Windows.Forms.Application]::Run($form)
  }
  'screenshot' {
    $bounds = [Windows.Forms.Screen]::PrimaryScreen.Bounds
    $picture = New-Object Drawing.Bitmap $bounds.Width, $bounds.Height
    [Drawing.Graphics]::FromImage($picture).CopyFromScreen($bounds.Location, [Drawing.Point]::Empty, $bounds.Size)
    $picture.Save($one)
  }
  default { throw "no such verb: $verb" }
}
