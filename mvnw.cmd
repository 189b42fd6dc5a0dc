@echo off
rem Runs the Maven that .mvn\wrapper\maven-wrapper.properties pins, and gets it first where it is missing; see mvnw.
setlocal
set "MVNW_SELF=%~f0"
set "MVNW_PROJECT=%~dp0"
for /f "usebackq tokens=1,* delims==" %%a in (`findstr /b distribution "%MVNW_PROJECT%.mvn\wrapper\maven-wrapper.properties"`) do set "%%a=%%b"
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "MVNW_DISTS=%MAVEN_USER_HOME%\wrapper\dists"
set "MVNW_NAME=apache-maven-%distributionVersion%-%distributionSha256Sum:~0,8%"
set "MVNW_MAVEN=%MVNW_DISTS%\%MVNW_NAME%"

if defined JAVA_HOME (
  if not exist "%JAVA_HOME%\bin\javac.exe" (
    echo mvnw: no JDK: JAVA_HOME is "%JAVA_HOME%", which has no bin\javac.exe; install a JDK 17 or newer 1>&2
    exit /b 1
  )
) else (
  where javac >nul 2>nul || (
    echo mvnw: no JDK: install a JDK 17 or newer and set JAVA_HOME 1>&2
    exit /b 1
  )
)

if not exist "%MVNW_MAVEN%\bin\mvn.cmd" (
  powershell -NoProfile -ExecutionPolicy Bypass -Command "Invoke-Expression ((Get-Content -Raw -LiteralPath $env:MVNW_SELF) -split '(?m)^rem POWERSHELL\s*$', 2)[1]" || exit /b 1
)

rem From another directory, too, it is this project that is meant.
if /i "%CD%\"=="%MVNW_PROJECT%" goto here
:arguments
if "%~1"=="" goto elsewhere
if "%~1"=="-f" goto here
if "%~1"=="--file" goto here
shift
goto arguments
:elsewhere
"%MVNW_MAVEN%\bin\mvn.cmd" -f "%MVNW_PROJECT%pom.xml" %*
exit /b %ERRORLEVEL%
:here
"%MVNW_MAVEN%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%

rem POWERSHELL
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$work = Join-Path $env:MVNW_DISTS ('.new.' + [guid]::NewGuid())
try {
  New-Item -ItemType Directory -Force $work | Out-Null
  $zip = Join-Path $work "apache-maven-$env:distributionVersion-bin.zip"
  [Console]::Error.WriteLine("mvnw: getting Maven $env:distributionVersion, this once")
  if (Get-Command mvn -ErrorAction SilentlyContinue) {
    Push-Location $work
    & mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy "-Dartifact=org.apache.maven:apache-maven:$($env:distributionVersion):zip:bin" "-DoutputDirectory=$work" | Out-Host
    Pop-Location
  }
  if (-not (Test-Path -LiteralPath $zip)) {
    [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
    Invoke-WebRequest -UseBasicParsing -Uri $env:distributionUrl -OutFile $zip
  }
  $actual = (Get-FileHash -Algorithm SHA256 -LiteralPath $zip).Hash.ToLower()
  if ($actual -ne $env:distributionSha256Sum) {
    throw "SHA-256 of Maven is $actual, but $env:distributionSha256Sum was expected; nothing was installed"
  }
  Expand-Archive -LiteralPath $zip -DestinationPath $work
  try {
    [IO.Directory]::Move((Join-Path $work "apache-maven-$env:distributionVersion"), $env:MVNW_MAVEN)
  } catch {
    # Another mvnw was faster.
    if (-not (Test-Path -LiteralPath (Join-Path $env:MVNW_MAVEN 'bin\mvn.cmd'))) { throw }
  }
} catch {
  [Console]::Error.WriteLine("mvnw: $_")
  exit 1
} finally {
  Remove-Item -Recurse -Force -LiteralPath $work -ErrorAction SilentlyContinue
}
# A directory that could not be removed is no reason to stop.
exit 0
